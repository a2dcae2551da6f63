package dossier

import (
	"fmt"
	"slices"

	"constat/report/incident"
	"constat/store/record"
)

// A Path is who stood behind the name of a target, as one vantage learnt it.
// The provider that a configuration names is the customer's word; this is what
// name servers, a table of routes and registries said.
type Path struct {
	Target   string      `json:"target"`
	TargetID record.Hash `json:"target_id"`
	Site     string      `json:"site"`
	Provider string      `json:"provider"`
	Vantage  string      `json:"vantage"`
	Host     string      `json:"host"`
	Asked    int         `json:"asked"`  // how often
	States   []PathState `json:"states"` // in order: what was told, as long as it stayed the same
	Moves    []PathMove  `json:"moves"`  // from one network to another
	Spans    []PathSpan  `json:"spans"`  // figures before, between and after them; empty without any
	// Undated tells how many entries were left out because their times do not go
	// with what stands around them in the log.
	Undated int `json:"undated"`
}

// A PathState is what was told from one instant to another, each time the same.
type PathState struct {
	From      Time          `json:"from"` // it was first told
	To        Time          `json:"to"`   // and last
	Times     int           `json:"times"`
	Fault     string        `json:"fault"` // why the name gave no address
	Aliases   []string      `json:"aliases"`
	Addresses []PathAddress `json:"addresses"`
	More      int           `json:"more"` // addresses left out
	Zone      string        `json:"zone"`
	Servers   []string      `json:"servers"`
	Mail      []string      `json:"mail"`
	Domain    string        `json:"domain"`
	Registrar string        `json:"registrar"`
	Holder    string        `json:"holder"` // of the domain
	Leaves    []Ref         `json:"leaves"` // the first entry and the last
}

// A PathAddress is one address, and whose it was. What could not be learnt is
// empty.
type PathAddress struct {
	Address string       `json:"address"`
	Reverse []string     `json:"reverse"`
	Systems []PathSystem `json:"systems"`
	Prefix  string       `json:"prefix"`
	Handle  string       `json:"handle"` // of the network
	Network string       `json:"network"`
	Holder  string       `json:"holder"` // of the network
	Country string       `json:"country"`
	Server  string       `json:"server"` // of the registry
}

// A PathSystem is an autonomous system.
type PathSystem struct {
	Number int64  `json:"number"`
	Name   string `json:"name"`
}

// A PathMove lies between two entries: before it the name led to other networks
// than after, or to other addresses where it is not known that they were another's.
type PathMove struct {
	From   Time   `json:"from"` // the last entry before
	To     Time   `json:"to"`   // the first after
	Kind   string `json:"kind"` // "network" or "addresses"
	Leaves []Ref  `json:"leaves"`
}

// A PathSpan is a part of the period: before, between or after moves, the time
// in which one happened being a part of its own.
type PathSpan struct {
	From         Time         `json:"from"`
	To           Time         `json:"to"`
	Moving       bool         `json:"moving"`
	Addresses    []string     `json:"addresses"` // at its beginning
	Down         Bounds       `json:"down"`
	NotWatched   Seconds      `json:"not_watched_s"`
	Availability Availability `json:"availability"`
}

// A Behind is who stood behind the name at an incident: the entry that followed
// the failure, or the newest before it.
type Behind struct {
	Vantage   string        `json:"vantage"`
	Time      Time          `json:"time"`
	Followed  bool          `json:"followed"` // it was made because of the failure
	Fault     string        `json:"fault"`
	Addresses []PathAddress `json:"addresses"`
	Trace     *Trace        `json:"trace"` // null where none was made
	Proof     Ref           `json:"proof"`
}

// A Trace is who answered on the way to an address.
type Trace struct {
	Address string `json:"address"`
	Reached bool   `json:"reached"`
	Fault   string `json:"fault"` // why none could be made
	Hops    []Hop  `json:"hops"`
}

// A Hop is so many steps away.
type Hop struct {
	TTL     int    `json:"ttl"`
	Address string `json:"address"`
}

// An Attempt is a question asked otherwise than it is scheduled, beside one that
// failed. It tells where the failure may lie, and is no part of any figure.
type Attempt struct {
	Vantage string `json:"vantage"`
	Round   Time   `json:"round"` // of the question that failed
	Time    Time   `json:"time"`
	Asked   string `json:"asked"` // "family 6", "resolver 192.0.2.53:53", "address 192.0.2.7:443"
	Verdict string `json:"verdict"`
	Cause   string `json:"cause"`
	Status  int    `json:"status"`
	Peer    string `json:"peer"`
	Proof   Ref    `json:"proof"`
	// Stranger tells that the address asked stands in nothing else that is shown,
	// so that nothing follows from what it answered.
	Stranger bool `json:"stranger"`
}

// same reports whether two states tell the same, whenever it was.
func (s PathState) Same(t PathState) bool {
	told := func(s PathState) string {
		s.From, s.To, s.Times, s.Leaves = Time{}, Time{}, 0, nil
		return fmt.Sprintf("%q", fmt.Sprint(s))
	}
	return told(s) == told(t)
}

// reached reports whether the server answered a, well or not: with a refusal
// too it was there.
func (a Attempt) Reached() bool {
	return slices.Contains([]incident.Verdict{incident.Good, incident.Slow, incident.Blocked}, incident.Verdict(a.Verdict))
}
