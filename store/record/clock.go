package record

// A Clock entry says what time servers said of the vantage's wall clock (RFC
// 5905), and how far that clock was set against the monotonic clock. It
// corrects nothing: what the figures mean is for the report to say.
type Clock struct {
	Time    Instant `json:"time"`             // when the last answer came or was given up, by our clock
	Reason  string  `json:"reason"`           // "start", "hourly", "incident", "step" or "stop"
	Step    int64   `json:"step_us,omitzero"` // wall minus monotonic clock, gained since the entry before; microseconds
	Servers []Told  `json:"servers"`          // in the order configured, empty where none was asked
}

// Told is what one time server said. One that did not answer, or answered what
// cannot be used, has a fault and nothing else.
type Told struct {
	Server    string `json:"server"`
	Offset    int64  `json:"offset_us,omitzero"`  // to be added to our clock, to have the server's; microseconds
	Within    int64  `json:"within_us,omitzero"`  // how far from true time the server's answer can be: root distance (RFC 5905, appendix A.5.5.2)
	Delay     int64  `json:"delay_us,omitzero"`   // to the server and back
	Stratum   int    `json:"stratum,omitzero"`    // 1 to 15
	Reference string `json:"reference,omitempty"` // the server's own source, as it names it
	Fault     string `json:"fault,omitempty"`     // why there is no answer, in the system's words
}

func (c Clock) check() error {
	switch c.Reason {
	case "start", "hourly", "incident", "step", "stop":
	default:
		return errorf("clock entry for %q", c.Reason)
	}
	if c.Servers == nil {
		return errorf("clock entry without a list of servers")
	}
	for _, t := range c.Servers {
		if err := t.check(); err != nil {
			return err
		}
	}
	return nil
}

func (t Told) check() error {
	answered := t.Stratum >= 1 && t.Stratum <= 15 && t.Within >= 0 && t.Delay >= 0
	silent := t == Told{Server: t.Server, Fault: t.Fault}
	if t.Server == "" || (t.Fault == "" && !answered) || (t.Fault != "" && !silent) {
		return errorf("time server %q, stratum %d, fault %q", t.Server, t.Stratum, t.Fault)
	}
	return nil
}
