package registry

import "strings"

// near is the one of the words that was probably meant, or "".
func near(s string, words []string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "-", "_")
	if len(s) > 60 {
		return ""
	}
	best, least := "", 1+min(3, len(s)/2)
	for _, w := range words {
		if d := distance(s, w); d < least {
			best, least = w, d
		}
	}
	if best != "" || len(s) < 3 {
		return best
	}
	for _, w := range words {
		if strings.Contains(w, s) || strings.Contains(s, w) {
			return w
		}
	}
	return ""
}

// distance is Levenshtein's, over bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
