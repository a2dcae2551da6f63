package report

import (
	"testing"

	"constat/report/incident"
	"constat/store/bundle"
	"constat/store/record"
)

// A list that was entered when it cannot have been made counts for nothing.
func TestAListThatItsOwnLogBeliesCountsForNothing(t *testing.T) {
	m := incident.Standard()
	b := &builder{opt: Options{Method: &m}}
	for _, timely := range []bool{true, false} {
		row := b.listing(heard{Listed: bundle.Listed{Inventory: record.Inventory{Time: 1000, Ended: 2000}, Timely: timely}})
		if row.Counts != timely || row.Late == timely {
			t.Errorf("%t: %+v", timely, row)
		}
	}
}
