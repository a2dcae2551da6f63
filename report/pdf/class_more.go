package pdf

// How much of each list is on the pages: the rest is in class.json, and the page says so.
const (
	mostBrief  = 5   // events in the summary
	mostStrata = 40  // rows of who watched, of one event
	mostLone   = 60  // outages in no event
	mostGroups = 12  // of likeness
	mostRows   = 120 // of one group
)

// more says below a table how much of a list is not on the pages.
func (s *classSheet) more(all, shown int) {
	if all > shown {
		s.say(s.w.More(all-shown, all))
	}
}
