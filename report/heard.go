package report

import (
	"slices"

	"constat/report/dossier"
	"constat/report/incident"
)

// heard tells of the answers of t from the last good one before an incident to
// the first good one after it.
func (b *builder) heard(t dossier.Target, list []dossier.Incident, views []incident.View) {
	if b.opt.Heard == nil || len(list) == 0 {
		return
	}
	for _, v := range views {
		for _, o := range v.Observations {
			if o.Attempt == 0 && nearAny(o, list) {
				b.opt.Heard(dossier.Heard{Target: t.Name, TargetID: t.ID, Vantage: v.Vantage, Start: o.Start, End: o.End, Verdict: string(o.Verdict), Cause: string(o.Cause), Status: o.Status, Detail: o.Detail, Late: o.Late, Proof: dossier.Ref(o.Ref)})
			}
		}
	}
}

func nearAny(o incident.Observation, list []dossier.Incident) bool {
	return slices.ContainsFunc(list, func(i dossier.Incident) bool { return i.Around(o.Start, o.End) })
}
