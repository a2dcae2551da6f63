package bundle

import "constat/store/record"

// gone are the phases that a whole answer of a kind cannot but have gone
// through, where it is the only one that there is: it took some time, for step 0
// says that it was not reached.
var gone = map[string]int{"tcp": record.PhaseConnect, "icmp": record.PhaseFirstByte}

// timeless says whether an answer came back in no time at all.
func timeless(q record.Question, a record.Answer, timing [record.Phases]record.Step) bool {
	p, one := gone[q.Kind]
	return one && a.Fault == record.NoFault && timing[p] == 0
}
