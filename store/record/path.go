package record

import "net/netip"

// Faults of a part of a path, beside those of any question.
const (
	PathAbsent  Fault = "path-absent"  // whoever was asked knows nothing of it
	PathUnasked Fault = "path-unasked" // nobody was asked
)

// PathFaults lists the faults that parts of paths alone can have.
var PathFaults = []Fault{PathAbsent, PathUnasked}

// PathReasons lists why a path is asked for.
var PathReasons = []string{"start", "daily", "incident"}

// Bounds of a path. What goes past them is left out, never cut in two.
const (
	MaxPathAddresses = 16
	MaxPathNames     = 16 // of one part; of reverse names 4
	MaxPathHops      = 30
	maxReverse       = 4
	maxName          = 253 // RFC 1035, section 2.3.4, without the dots at the end
	maxPathText      = 128
)

// A Path says who stood behind the host of a target, as DNS, a table of routes
// and the registries told it at one moment. Each part that could not be learnt
// has its fault, and says nothing. Of persons nothing is kept.
type Path struct {
	Link
	Time   Instant `json:"time"`             // the first question left
	Ended  Instant `json:"ended"`            // the last answer came, or was given up
	Round  Round   `json:"round"`            // when that began, by the vantage's count
	Reason string  `json:"reason"`           // one of PathReasons
	Failed Round   `json:"failed,omitempty"` // of an incident: the round of the failure that it follows
	Host   string  `json:"host"`             // as the question's address has it
	Missed         // why the host gave no address
	// Aliases are the names that the host led to, in order (CNAME, RFC 1034
	// section 3.6.2).
	Aliases   PathNames     `json:"aliases,omitzero"`
	Addresses []PathAddress `json:"addresses"` // in order, none twice
	More      int           `json:"more,omitempty"`
	Zone      *PathZone     `json:"zone,omitempty"`   // that the host lies in; nil where the host is an address
	Domain    *PathDomain   `json:"domain,omitempty"` // as its registry has it; likewise
	Trace     *PathTrace    `json:"trace,omitempty"`  // of an incident
}

// A Missed part could not be learnt: why. The zero Missed was learnt.
type Missed struct {
	Fault  Fault  `json:"fault,omitempty"`
	Detail string `json:"detail,omitempty"` // the system's own words; never without Fault
}

// PathNames are names that DNS told, in lower case, without the dot at the end.
// An empty list without fault says that there are none.
type PathNames struct {
	List []string `json:"list,omitempty"`
	Missed
}

// A PathAddress is one address of a host, and whose it was.
type PathAddress struct {
	Address netip.Addr  `json:"address"`
	Reverse PathNames   `json:"reverse"` // RFC 1035 section 3.5, RFC 3596 section 2.5
	Origin  PathOrigin  `json:"origin"`
	Network PathNetwork `json:"network"`
}

// A PathOrigin says which autonomous systems announced the address to the
// Internet (RFC 4271), by a table of routes that is read over DNS.
type PathOrigin struct {
	Systems  []PathSystem `json:"systems,omitempty"` // in order of number
	Prefix   netip.Prefix `json:"prefix,omitzero"`
	Country  string       `json:"country,omitempty"`
	Registry string       `json:"registry,omitempty"`
	Missed
}

// A PathSystem is an autonomous system.
type PathSystem struct {
	Number uint32 `json:"number"`
	Name   string `json:"name,omitempty"`
}

// A PathNetwork is the network that a registry holds the address in, RFC 9083
// section 5.4.
type PathNetwork struct {
	Handle  string     `json:"handle,omitempty"`
	Name    string     `json:"name,omitempty"`
	First   netip.Addr `json:"first,omitzero"`
	Last    netip.Addr `json:"last,omitzero"`
	Country string     `json:"country,omitempty"`
	Holder  PathHolder `json:"holder,omitzero"`
	Server  string     `json:"server,omitempty"` // that was asked
	Asked   Instant    `json:"asked,omitempty"`  // when: up to a day before, for registries are asked seldom
	Missed
}

// A PathHolder is an organisation that a registry names. A person is never.
type PathHolder struct {
	Handle string `json:"handle,omitempty"`
	Name   string `json:"name,omitempty"`
}

// A PathZone is the zone that a host lies in (RFC 1034 section 4.2).
type PathZone struct {
	Name    string    `json:"name,omitempty"`
	Missed            // why the zone is not known
	Servers PathNames `json:"servers"` // NS
	Mail    PathNames `json:"mail"`    // MX, as "10 mx.example": preference and exchange
}

// A PathDomain is what a registry holds of a domain, RFC 9083 section 5.3.
type PathDomain struct {
	Name        string     `json:"name,omitempty"`
	Registrar   string     `json:"registrar,omitempty"`
	RegistrarID string     `json:"registrar_id,omitempty"` // of IANA, RFC 9083 section 4.8
	Holder      PathHolder `json:"holder,omitzero"`
	Server      string     `json:"server,omitempty"`
	Asked       Instant    `json:"asked,omitempty"`
	Missed
}

// A PathTrace is the way to an address: who on it said that a packet's time to
// live was over (RFC 792, RFC 4443).
type PathTrace struct {
	Address netip.Addr `json:"address,omitzero"`
	Means   string     `json:"means,omitempty"`   // what was sent: "udp"
	Hops    []PathHop  `json:"hops,omitempty"`    // those that answered, in order
	Reached bool       `json:"reached,omitempty"` // the address itself answered
	Missed
}

// A PathHop is a router, or the address itself, so many steps away.
type PathHop struct {
	TTL     int        `json:"ttl"`
	Address netip.Addr `json:"address"`
	Took    int64      `json:"us"` // until its answer came, microseconds
}
