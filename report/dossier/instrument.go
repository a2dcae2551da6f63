package dossier

import (
	"encoding/json"

	"constat/store/record"
)

// An Instrument is what the vantage was at a start, reload or stop. Its JSON
// has every key; a log leaves out those that it has nothing for.
type Instrument struct {
	record.Watch
	Proof Ref
}

// instrument is the JSON of an Instrument.
type instrument struct {
	Time       record.Instant `json:"time"`
	Event      string         `json:"event"`
	Version    string         `json:"version"`
	Binary     record.Hash    `json:"binary"`
	Config     record.Hash    `json:"config"`
	Method     record.Hash    `json:"method"`
	Go         string         `json:"go"`
	System     string         `json:"system"`
	Kernel     string         `json:"kernel"`
	Release    string         `json:"release"`
	Processors int            `json:"processors"`
	Addresses  []string       `json:"addresses"`
	Resolvers  []string       `json:"resolvers"`
	Proxy      []string       `json:"proxy"`
	Targets    int            `json:"targets"`
	Controls   int            `json:"controls"`
	Build      built          `json:"build"`
	Machine    machine        `json:"machine"`
	Network    network        `json:"network"`
	Proof      Ref            `json:"proof"`
	Rules      []record.Hash  `json:"rules"` // digests of the contracts' terms and rules in force
}

type built struct {
	Commit       string      `json:"commit"`
	Modified     bool        `json:"modified"`
	Dependencies record.Hash `json:"dependencies"`
	Flags        []string    `json:"flags"`
}

type machine struct {
	Vendor    string      `json:"vendor"`
	Product   string      `json:"product"`
	Virtual   []string    `json:"virtual"`
	ID        record.Hash `json:"id"`
	Processor string      `json:"processor"`
	Memory    int64       `json:"memory"`
	Booted    Time        `json:"booted"`
	Patched   Time        `json:"patched"`
}

type network struct {
	Routes []string `json:"routes"`
	Echoes []echo   `json:"echoes"`
}

type echo struct {
	Service     string      `json:"service"`
	Address     string      `json:"address"`
	Via         string      `json:"via"`
	Certificate record.Hash `json:"certificate"`
	Fault       string      `json:"fault"`
}

// told is an instant that a log leaves out where it is not known.
func told(i record.Instant) Time { return Time{i, i != 0} }

// MarshalJSON writes every key, lists never null.
func (i Instrument) MarshalJSON() ([]byte, error) {
	w, m := i.Watch, i.Machine
	out := instrument{
		w.Time, w.Event, w.Version, w.Binary, w.Config, w.Method, w.Go, w.System, w.Kernel, w.Release, w.Processors,
		list(w.Addresses), list(w.Resolvers), list(w.Proxy), w.Targets, w.Controls,
		built{w.Build.Commit, w.Build.Modified, w.Build.Dependencies, list(w.Build.Flags)},
		machine{m.Vendor, m.Product, list(m.Virtual), m.ID, m.Processor, m.Memory, told(m.Booted), told(m.Patched)},
		network{Routes: list(w.Network.Routes), Echoes: []echo{}}, i.Proof, append([]record.Hash{}, w.Rules...),
	}
	for _, e := range w.Network.Echoes {
		out.Network.Echoes = append(out.Network.Echoes, echo(e))
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (i *Instrument) UnmarshalJSON(b []byte) error {
	var in instrument
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	m := in.Machine
	*i = Instrument{record.Watch{
		Time: in.Time, Event: in.Event, Version: in.Version, Binary: in.Binary, Config: in.Config, Method: in.Method,
		Go: in.Go, System: in.System, Kernel: in.Kernel, Release: in.Release, Processors: in.Processors,
		Addresses: in.Addresses, Resolvers: in.Resolvers, Proxy: in.Proxy, Targets: in.Targets, Controls: in.Controls,
		Build:   record.Build{Commit: in.Build.Commit, Modified: in.Build.Modified, Dependencies: in.Build.Dependencies, Flags: in.Build.Flags},
		Machine: record.Machine{Vendor: m.Vendor, Product: m.Product, Virtual: m.Virtual, ID: m.ID, Processor: m.Processor, Memory: m.Memory, Booted: m.Booted.Instant, Patched: m.Patched.Instant},
		Network: record.Network{Routes: in.Network.Routes}, Rules: in.Rules,
	}, in.Proof}
	for _, e := range in.Network.Echoes {
		i.Network.Echoes = append(i.Network.Echoes, record.Echo(e))
	}
	return nil
}

func list(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}
