package record

// A Control is what the control targets said when a question failed.
type Control byte

// The states of the controls.
const (
	NotAsked  Control = iota // the question did not fail, or no controls are configured
	Answered                 // at least one control answered: our network was up
	AllFailed                // every control failed too: the question tells nothing
	controls                 // how many there are
)

// The phases of a question, the places of [Observation.Timing].
const (
	PhaseDNS       = iota // from start to the address
	PhaseConnect          // to the TCP connection
	PhaseTLS              // to the end of the handshake
	PhaseFirstByte        // from the request sent to the first byte of the answer
	PhaseBody             // to the last byte
	Phases
)

// An Observation is one question put to one target, and what came back. The
// answer is cited by digest; Body and Size are set only where the body is not
// the one that the answer names.
type Observation struct {
	Round   Round
	Attempt uint8        // 0 for the scheduled question, 1.. for diagnostic ones
	Late    int64        // milliseconds of wall clock from the scheduled instant to the start
	Timing  [Phases]Step // zero where the phase was not reached
	Control Control
	Answer  Hash
	Body    Hash
	Size    int64
}

// Start returns when the question left, by the wall clock.
func (o Observation) Start() Instant { return Instant(o.Round.Millis() + o.Late) }

// End returns when the answer was complete or given up: the start and the
// phases, each rounded down to its step.
func (o Observation) End() Instant {
	var took int64
	for _, s := range o.Timing {
		took += int64(s.Duration())
	}
	return o.Start() + Instant(took/1e6)
}

// before orders observations of one target.
func (o *Observation) before(p *Observation) bool {
	if o.Round != p.Round {
		return o.Round < p.Round
	}
	return o.Attempt < p.Attempt
}

func (o *Observation) slowest() (s Step) {
	for p := range o.Timing {
		s = max(s, o.Timing[p])
	}
	return s
}
