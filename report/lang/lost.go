package lang

// A losing is a verb, as it is said of what is established, and of what only
// seems so.
type losing struct{ sure, unsure string }

// of is the verb for so many, all of which may need review.
func (v losing) of(lost, doubtful int64) string {
	if lost > 0 && doubtful >= lost {
		return v.unsure
	}
	return v.sure
}

// Of one page, and of several.
var (
	lostFrench  = [2]losing{{"a perdu son contenu", "semble avoir perdu son contenu"}, {"ont perdu leur contenu", "semblent avoir perdu leur contenu"}}
	lostEnglish = [2]losing{{"lost its content", "seems to have lost its content"}, {"lost their content", "seem to have lost their content"}}
)

// ofWhichFrench and ofWhichEnglish say how many of the lost need review.
func ofWhichFrench(lost, doubtful int64) string {
	switch {
	case doubtful == 0:
		return ""
	case doubtful >= lost:
		return ", ce qui reste à examiner"
	}
	return ", dont " + French.Number.Int(doubtful) + " à examiner"
}

func ofWhichEnglish(lost, doubtful int64) string {
	switch {
	case doubtful == 0:
		return ""
	case doubtful >= lost:
		return ", which remains to be reviewed"
	}
	return ", of which " + English.Number.Int(doubtful) + plural(doubtful > 1, " need review", " needs review")
}
