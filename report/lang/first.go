package lang

// What is gone is set against the first list only where all of it was in that
// list: later ones may have held more than it.

func frenchLater(files, later int64, first string, of int64, ofBytes string) string {
	if later == 0 {
		return ", sur " + French.Number.Int(of) + first + " (" + ofBytes + ")."
	}
	return "\u00a0; " + plural(files == 1, "il n’était pas encore"+first, French.Number.Count(later, "n’était pas encore", "n’étaient pas encore")+first) +
		", qui en comptait " + French.Number.Int(of) + " (" + ofBytes + ")."
}

func englishLater(files, later int64, first string, of int64, ofBytes string) string {
	if later == 0 {
		return ", out of " + English.Number.Int(of) + " in " + first + " (" + ofBytes + ")."
	}
	return "; " + plural(files == 1, "it was not yet in ", English.Number.Count(later, "was not yet in ", "were not yet in ")) + first +
		", which had " + English.Number.Int(of) + " (" + ofBytes + ")."
}
