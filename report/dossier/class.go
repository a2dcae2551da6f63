package dossier

import "constat/store/record"

// ClassSchema names the form of a class report's JSON. It grows; keys are never
// renamed and never absent.
const ClassSchema = "constat-class/1"

// A Class is all that a class report may say: one event, many harmed. Times and
// durations are as in a [Dossier]. Members are named as the list of bundles has
// them, and by number without one. CLASS.md beside this file describes the JSON.
type Class struct {
	Schema    string          `json:"schema"`
	Provider  string          `json:"provider"`  // as asked for
	Asked     []string        `json:"asked"`     // all the words asked for, the first of which is Provider
	Providers []string        `json:"providers"` // the words by which members name it
	Period    Period          `json:"period"`
	At        Time            `json:"at"`
	Built     Built           `json:"built"`
	Method    ClassMethod     `json:"method"`
	Policy    bool            `json:"policy"` // the reader's policy named the logs; without one nobody vouches for their keys
	Bundles   []ClassBundle   `json:"bundles"`
	LeftOut   []ClassLeftOut  `json:"left_out"`
	NotTaken  []ClassNotTaken `json:"not_taken"` // sites that bundles show, and that the list takes of none
	Vantages  []ClassVantage  `json:"vantages"`
	Members   []ClassMember   `json:"members"`
	Sites     []ClassSite     `json:"sites"` // of the provider, by number
	Others    []ClassSite     `json:"others"`
	Untold    int             `json:"untold"` // sites whose members name no provider, or contradict each other: on neither side
	Events    []ClassEvent    `json:"events"`
	Lone      []ClassLone     `json:"lone"` // outages of the provider's sites that belong to no event
	Groups    []ClassGroup    `json:"groups"`
	Subgroups []ClassSubgroup `json:"subgroups"`
	Questions []ClassQuestion `json:"questions"`
	Sheets    []ClassSheet    `json:"sheets"` // of members put forward as representatives
	Public    ClassPublic     `json:"public"`
}

// A ClassMethod is the accounting method, and the rule by which events are told.
type ClassMethod struct {
	Name   string      `json:"name"`
	Number int         `json:"version"`
	SHA256 record.Hash `json:"sha256"`
	Gap    Seconds     `json:"gap_s"`
	Sites  int         `json:"sites"`
	Alike  int         `json:"alike_percent"`
	Odds   int64       `json:"odds"`
}

// A ClassBundle is one bundle that counts.
type ClassBundle struct {
	File
	Members []string `json:"members"` // empty where it is for comparison alone
	Logs    []string `json:"logs"`
	Verdict string   `json:"verdict"` // proven, unchecked
	From    Time     `json:"from"`
	To      Time     `json:"to"`
	// Heads are the newest checkpoints of its logs.
	Heads []ClassHead `json:"heads"`
	// Secret is a digest of what nobody knows who does not hold the bundle: so
	// nobody can guess what salts follow from. Zero in the public exhibit.
	Secret record.Hash `json:"secret"`
}

// A ClassHead names all that a log held.
type ClassHead struct {
	Log    string      `json:"log"`
	Leaves int64       `json:"leaves"`
	Root   record.Hash `json:"root"`
}

// A ClassLeftOut is a bundle that does not count, and why.
type ClassLeftOut struct {
	Name   string      `json:"name"`   // as it was called
	SHA256 record.Hash `json:"sha256"` // zero where it was not read
	Bytes  int64       `json:"bytes"`
	Member string      `json:"member"`
	Reason string      `json:"reason"` // twice, too-large, unreadable, broken, unnamed-key, two-histories, mixed, nothing
	Detail string      `json:"detail"` // in English; in French below
	French string      `json:"detail_fr"`
}

// A ClassNotTaken is a site that a bundle shows and that the list of members does not
// take. It takes part in one check alone: whether an event would be told apart with it.
type ClassNotTaken struct {
	Name     string `json:"name"`
	Provider string `json:"provider"` // as its keeper names it
	Side     string `json:"side"`     // provider, others, untold
	Bundles  []int  `json:"bundles"`  // that show it, by their places from 1
}

// A ClassVantage are the logs that can't be told apart: of one name, one key or
// one machine. They are counted once.
type ClassVantage struct {
	Name   string   `json:"name"`
	Logs   []string `json:"logs"`
	Ours   int      `json:"provider_sites"` // that it watched
	Others int      `json:"other_sites"`
}

// A ClassMember is one member.
type ClassMember struct {
	Member  string   `json:"member"`
	Also    []string `json:"also"`         // other numbers under which exactly its sites were handed in: one member, counted once
	Sites   []int    `json:"sites"`        // of the provider, by number
	Events  []int    `json:"events"`       // that any of them has a part in
	AtLeast Seconds  `json:"at_least_s"`   // its sites were down together, time of two sites down at once counted twice
	Lost    int      `json:"lost"`         // sites of which something is lost
	Shared  []int    `json:"shared_sites"` // that another member has too
	Within  []string `json:"within"`       // other members who have all of its sites, and more
}

// A ClassSite is one site by all accounts together.
type ClassSite struct {
	Number     int           `json:"number"` // from 1; of the provider's and the others' together
	Name       string        `json:"name"`
	Members    []string      `json:"members"`
	Provider   string        `json:"provider"` // as its members name it
	Vantages   []string      `json:"vantages"`
	Address    string        `json:"address"`   // addresses, in order, which others may share; empty where not known
	SameHost   []int         `json:"same_host"` // other sites with pages under a host name of this one
	Targets    int           `json:"targets"`
	AtLeast    Seconds       `json:"at_least_s"`
	AtMost     Seconds       `json:"at_most_s"`
	Disputed   Seconds       `json:"disputed_s"` // two accounts contradict each other
	Accounts   int           `json:"accounts"`
	Outages    []ClassOutage `json:"outages"`
	Apart      []ClassApart  `json:"apart"` // from which events, and why
	Losses     []ClassLoss   `json:"losses"`
	Subgroup   string        `json:"subgroup"`
	Commitment string        `json:"commitment"` // of a name that is hidden, see [Class.Redacted]; else empty
}

// A ClassOutage is one outage of a site.
type ClassOutage struct {
	Event     int               `json:"event"` // 0 for none
	LastGood  Time              `json:"last_good"`
	FirstBad  Time              `json:"first_bad"`
	LastBad   Time              `json:"last_bad"`
	FirstGood Time              `json:"first_good"`
	Vantages  []string          `json:"vantages"`
	Review    []string          `json:"review"` // why a person must look: closed list, see package report/incident
	Signs     map[string]string `json:"signs"`
	Onset     []ClassRef        `json:"onset_leaves"` // the records that prove that it began, of each log that shows it
	End       []ClassRef        `json:"end_leaves"`   // and that it ended; of an open one, the last failure
}

// A ClassRef points at the record of one observation, and at a bundle that holds it.
type ClassRef struct {
	Bundle int `json:"bundle"` // its place in bundles, from 1
	Ref
}

// A ClassApart is why a site has no part in an event.
type ClassApart struct {
	Event  int    `json:"event"`
	Reason string `json:"reason"` // closed list of package report/class
}

// A ClassLoss is what a site lost, summed by state and by event. An item that accounts
// tell otherwise counts once, as "disputed".
type ClassLoss struct {
	State    string `json:"state"`
	Event    int    `json:"event"`  // last seen at its onset or in it, and not seen since; 0 for none
	Around   int    `json:"around"` // last seen before this event and missing after it began: whether in it, nothing tells; 0 for none
	Items    int    `json:"items"`
	Bytes    int64  `json:"bytes"`
	Restored int    `json:"restored"`
	Review   bool   `json:"review"` // a person must look at one of them
}

// A ClassShare is how many sites failed, of those of which it is known.
type ClassShare struct {
	Failing int `json:"failing"`
	Known   int `json:"known"`
	Unknown int `json:"unknown"`
}

// A ClassStep is the shares from one instant on, until the next step.
type ClassStep struct {
	From   Time       `json:"from"`
	Ours   ClassShare `json:"provider"`
	Others ClassShare `json:"others"`
}

// A ClassStratum are the units that the same vantages watched in the minute that is compared.
type ClassStratum struct {
	Vantages []string   `json:"vantages"`
	Ours     ClassShare `json:"provider"`
	Others   ClassShare `json:"others"`
}

// A ClassEvent is a cluster of onsets.
type ClassEvent struct {
	Number    int            `json:"number"`
	From      Time           `json:"from"`     // the last good question before the first onset
	To        Time           `json:"to"`       // the first failure of the last onset
	Start     Time           `json:"start"`    // the lower median of first failures
	Last      Time           `json:"last"`     // of last failures
	EndFrom   Time           `json:"end_from"` // the earliest last failure of one that answered again; null where none did
	EndTo     Time           `json:"end_to"`   // the latest first good answer; null where one is open
	Sites     []int          `json:"sites"`    // by number, in order of first failure
	Members   []string       `json:"members"`
	Largest   ClassLargest   `json:"largest"`     // the member with the most of these sites
	Vantages  []string       `json:"vantages"`    // that saw them fail
	SeenByTwo int            `json:"seen_by_two"` // sites whose failure two vantages or more saw
	Minute    Time           `json:"minute"`
	Ours      ClassShare     `json:"provider"` // sites, in that minute
	Others    ClassShare     `json:"others"`
	Strata    []ClassStratum `json:"strata"`  // units
	Chance    string         `json:"chance"`  // exact, "17/3570"
	OneIn     string         `json:"one_in"`  // at most one in so many
	Tests     int64          `json:"tests"`   // rows of onsets among the provider\'s sites, each of which could have been an event
	Bounded   string         `json:"bounded"` // chance times tests, at most 1
	BoundedIn string         `json:"bounded_one_in"`
	Doubts    []string       `json:"doubts"` // one-vantage, both-sides, spread, never-together, no-comparison, not-told-apart, one-member, picked
	Review    []ClassReview  `json:"review"` // why a person must look at how many of its outages
	Steps     []ClassStep    `json:"steps"`  // around it, minute by minute where something changes
}

// A ClassLargest is how many of an event's sites are one member's.
type ClassLargest struct {
	Member string `json:"member"` // the first of those with as many, in order of first failure
	Sites  int    `json:"sites"`
}

// A ClassReview is one reason, and how many outages have it.
type ClassReview struct {
	Reason  string `json:"reason"`
	Outages int    `json:"outages"`
}

// A ClassLone is an outage of one site by itself.
type ClassLone struct {
	Site   int `json:"site"`
	Outage int `json:"outage"` // its place in the site's outages, from 0
}

// A ClassGroup are sites that are alike by their signs.
type ClassGroup struct {
	Number  int               `json:"number"`
	Sites   []int             `json:"sites"`
	Members []string          `json:"members"`
	Signs   map[string]string `json:"signs"` // that all have in common
	Rows    []ClassRow        `json:"rows"`
}

// A ClassRow is one member within a group.
type ClassRow struct {
	Member string              `json:"member"`
	Sites  []int               `json:"sites"`
	Signs  map[string][]string `json:"signs"` // each value that its sites show; none where it is not known
}

// A ClassSubgroup is a part of the class by what became of its sites.
type ClassSubgroup struct {
	Name    string      `json:"name"` // data_lost, service_lost_only, mail_only, not_in_event
	Members int         `json:"members"`
	Sites   int         `json:"sites"`
	AtLeast Seconds     `json:"at_least_s"`
	AtMost  Seconds     `json:"at_most_s"`
	Losses  []ClassLoss `json:"losses"`
}

// A ClassQuestion is a question common to the members, and what bears on it in one
// event. Nothing is added up over events, and of a sign each value is told: what is
// not the same for two members they do not have in common.
type ClassQuestion struct {
	Question string       `json:"question"` // one-event, not-elsewhere, same-cause, same-network, statement, same-after, lost, lost-apart
	Event    int          `json:"event"`    // 0 for lost-apart, and where there is none
	Members  int          `json:"members"`  // on whose sites evidence bears
	Of       int          `json:"of"`
	Sites    int          `json:"sites"`
	Values   []ClassValue `json:"values"` // of the sign that is asked about, that of most members first
}

// A ClassValue is what sites show of a sign. A site that shows two is counted in both.
type ClassValue struct {
	Value   string `json:"value"`
	Members int    `json:"members"`
	Sites   int    `json:"sites"`
}

// JSON returns c as it is handed out. The same report gives the same bytes.
func (c *Class) JSON() ([]byte, error) { return indented(c) }

// A ClassSheet holds one member against the others, for typicality.
type ClassSheet struct {
	Member  string  `json:"member"`
	Sites   []int   `json:"sites"`
	Events  []int   `json:"events"`
	Like    int     `json:"like"`   // members of whom a site has a part in one of these events, itself included
	Groups  []int   `json:"groups"` // of likeness
	AtLeast Seconds `json:"at_least_s"`
	Median  Seconds `json:"median_s"` // of the members, the lower one
	Lost    []int   `json:"lost_sites"`
	Shared  []int   `json:"shared_sites"`
}
