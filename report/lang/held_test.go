package lang

import (
	"strings"
	"testing"
)

// A file that came back may have gone again after the period: of what came back,
// nothing is said of the last list, which may lack it.
func TestWhatCameBackIsNotSaidOfTheLastList(t *testing.T) {
	for _, files := range []int64{1, 2} {
		for _, words := range []string{French.Held.Back(files, 0, "0 octet", "2 mars"), French.Held.Summed("photos", files, "9 octets", 0, "p. 3"), French.Brought.Summed("photos", files, "9 octets", 0, "p. 3"),
			English.Held.Back(files, 0, "0 bytes", "2 March"), English.Held.Summed("photos", files, "9 bytes", 0, "p. 3"), English.Brought.Summed("photos", files, "9 bytes", 0, "p. 3")} {
			if strings.Contains(words, "dernière") || strings.Contains(words, "the last list") || strings.Contains(words, "from the last") || strings.Contains(words, "0") {
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
