package form

import "strings"

// left tells whether a step is left out for who answers as given. One on which something was typed
// stays: nothing that a person wrote is dropped without a word, and it can be emptied there.
func (v *visit) left(s step, given values) bool {
	return s.not != nil && s.not(given) && !v.typed(s, given)
}

// typed tells whether a step holds an answer that the page did not choose by itself.
func (v *visit) typed(s step, given values) bool {
	for name := range given {
		text := strings.TrimSpace(given.get(name))
		if text == "" || !asks(s, pathOf(name)) || strings.HasSuffix(name, "currency") {
			continue
		}
		if filled, _ := v.provider(values{}, ""); name != "contract.provider" || text != filled {
			return true
		}
	}
	return false
}
