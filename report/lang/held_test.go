package lang

import (
	"strings"
	"testing"
)

// A file that came back may have gone again after the period: of what came back,
// nothing is said of the last list, which may lack it.
func TestWhatCameBackIsNotSaidOfTheLastList(t *testing.T) {
	for _, files := range []int64{1, 2} {
		for _, words := range []string{French.Held.Back(files, 0, "0 octet", "2 mars"), French.Held.Summed("photos", files, "9 octets", 0, 1, 4, "p. 3"), French.Held.Unsure.Summed("photos", files, "9 octets", 0, 1, 4, "2 mars", true, false, "p. 3"), French.Brought.Summed("photos", files, "9 octets", 0, "p. 3"),
			English.Held.Back(files, 0, "0 bytes", "2 March"), English.Held.Summed("photos", files, "9 bytes", 0, 1, 4, "p. 3"), English.Held.Unsure.Summed("photos", files, "9 bytes", 0, 1, 4, "2 March", true, false, "p. 3"), English.Brought.Summed("photos", files, "9 bytes", 0, "p. 3")} {
			if strings.Contains(words, "dernière") || strings.Contains(words, "the last list") || strings.Contains(words, "from the last list") || strings.Contains(words, "0") {
				t.Errorf("%q", words)
			}
		}
		if words := English.Held.Back(files, 0, "", "2 March"); !strings.Contains(words, "in the list of 2 March") {
			t.Errorf("%q", words)
		}
	}
}

func TestWhatCameLaterIsNotSetAgainstTheFirstList(t *testing.T) {
	for _, words := range []string{English.Held.Gone(3, 3, "39 bytes", 1, "11 bytes"), English.Brought.Gone(3, 2, "39 bytes", 2, "11 bytes")} {
		if strings.Contains(words, "out of") || !strings.Contains(words, "not yet in the first") {
			t.Errorf("%q", words)
		}
	}
	for _, words := range []string{French.Held.Gone(3, 3, "39 octets", 1, "11 octets"), French.Brought.Gone(1, 1, "39 octets", 2, "11 octets")} {
		if strings.Contains(words, ", sur") || !strings.Contains(words, "pas encore à la première") {
			t.Errorf("%q", words)
		}
	}
}

// What nothing shows the keeper not to have removed is not said to have gone, in
// the summary or beside the figures, and what came meanwhile stands beside it.
func TestWhatTheKeeperMayHaveRemovedIsMissing(t *testing.T) {
	for _, words := range []string{French.Held.Unsure.Summed("web", 40, "9 octets", 40, 2, 41, "2 mars", true, false, "p. 3"), English.Held.Unsure.Summed("web", 40, "9 bytes", 40, 2, 41, "2 March", true, false, "p. 3"),
		French.Held.Unsure.Gone(40, 20, "9 octets", 21, "8 octets", 2, "2 mars"), English.Held.Unsure.Gone(40, 20, "9 bytes", 21, "8 bytes", 2, "2 March")} {
		if strings.Contains(words, "dispar") || strings.Contains(words, "gone") || !strings.Contains(words, "2 mars") && !strings.Contains(words, "2 March") {
			t.Errorf("%q", words)
		}
	}
	for got, want := range map[string]string{
		French.Held.Unsure.Summed("web", 40, "9 octets", 40, 1, 41, "2 mars", true, false, "p. 3"):  "De l’espace web, 40 fichiers (9 octets) manquaient dans la liste achevée le 2 mars ; dans cette liste, 41 fichiers étaient nouveaux ; 40 manquaient encore à la dernière liste. Rien n’avait échoué juste avant : qui tient l’espace a pu les retirer (p. 3).",
		English.Held.Unsure.Summed("web", 40, "9 bytes", 40, 1, 41, "2 March", true, false, "p. 3"): "From store web, 40 files (9 bytes) were missing from the list complete on 2 March; in that list, 41 files were new; 40 were still missing from the last list. Nothing had failed directly before: whoever runs the store may have removed them (p. 3).",
		English.Held.Unsure.Summed("web", 1, "9 bytes", 1, 1, 0, "2 March", true, true, "p. 3"):     "From store web, 1 file (9 bytes) was missing from the list complete on 2 March; in that list, no file was new; 1 was still missing from the last list. All or some of this is no more than left ordinarily from one list to the next: whoever runs the store may have removed them (p. 3).",
	} {
		if got = strings.ReplaceAll(got, "\u00a0", " "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
