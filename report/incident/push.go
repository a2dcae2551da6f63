package incident

import "constat/store/record"

// judgeReport is judge for a job that reports in, or does not.
func judgeReport(a record.Answer) (Verdict, Cause) {
	switch {
	case a.Fault != record.NoFault:
		return Bad, Cause(a.Fault)
	case a.Code != "UP":
		return Bad, PushFailed
	}
	return Good, NoCause
}

// ofJob reports whether c is of a job that reports in. It runs for whoever set
// it up, and calls over ways that nobody watches: its silence can be the
// customer's own, whatever a method lists (that of the program lists it).
func (c Cause) ofJob() bool { return c == Cause(record.PushMissing) || c == PushFailed }
