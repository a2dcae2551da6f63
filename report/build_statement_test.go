package report

import (
	"testing"

	"constat/report/statement"
	"constat/store/record"
)

// Readings before the period tell nothing of it; what was found is counted once for each form.
func TestReadingsOfThePeriodAreCounted(t *testing.T) {
	look := func(s int64, normal byte) statement.Look {
		return statement.Look{Start: at(s), End: at(s) + 500, Read: true, Normal: record.Hash{normal}, Rules: "page/1"}
	}
	p := spokenPage{Statement: &Statement{}, looks: []statement.Look{look(-60, 1), look(0, 2), look(60, 2), look(120, 3), look(180, 2)}}
	p.settle(spanAt(0, 600))
	if p.Reads != 4 || p.Contents != 2 {
		t.Errorf("%d readings of %d contents, want 4 of 2", p.Reads, p.Contents)
	}
}
