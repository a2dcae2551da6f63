package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"constat/store/registry"
)

// written is an amount with what people write around it: CA$ 500, 500 CAD, 500.-, 12 h.
var written = regexp.MustCompile(`^([A-Z$€£]*)\.?([0-9].*?)(?:[.,][-–—]{1,2})?([A-Z$€£/]*)\.?$`)

// money are the words for currencies besides their codes. A bare $, € or £ may be that of any.
var money = map[string]string{
	"CA$": "CAD", "C$": "CAD", "CAN$": "CAD", "$CA": "CAD", "$CAN": "CAD", "$CAD": "CAD", "CAD$": "CAD", "US$": "USD", "$US": "USD", "$USD": "USD", "USD$": "USD",
	"EURO": "EUR", "EUROS": "EUR", "FR": "CHF", "SFR": "CHF", "FS": "CHF", "A$": "AUD", "AU$": "AUD",
}

// twoWays is what decimal leaves for the person to say: 25,500.
var twoWays = regexp.MustCompile(`^([1-9][0-9]{0,2})[.,]([0-9]{3})\?$`)

var hourWords = []string{"H", "HR", "HRS", "HEURE", "HEURES", "HOUR", "HOURS"}

// plain takes away what stands around the digits of an amount and says nothing else than the field
// and the currency chosen beside it. All other words stay, and the register refuses them.
func plain(name, text string, v values) string {
	digits, words := parted(text)
	for _, w := range words {
		if !meant(name, w, v) {
			return text
		}
	}
	return digits
}

func parted(text string) (digits string, words []string) {
	t := strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text))
	m := written.FindStringSubmatch(t)
	if m == nil {
		return text, nil
	}
	return m[2], slices.DeleteFunc([]string{m[1], m[3]}, func(s string) bool { return s == "" })
}

// meant tells whether a word beside an amount says what is known of it anyway.
func meant(name, word string, v values) bool {
	if strings.HasSuffix(name, ".hours") {
		return slices.Contains(hourWords, word)
	}
	if strings.HasSuffix(name, ".hourly_rate") {
		if sum, hour, cut := strings.Cut(word, "/"); cut && slices.Contains(hourWords, hour) {
			word = sum
		}
	}
	switch word {
	case "", "$", "€", "£":
		return true
	}
	code := codeOf(word)
	return code != "" && code == v.get(beside(name))
}

// codeOf is the code of a currency as people write it; "" for any other word.
func codeOf(word string) string {
	if code := money[word]; code != "" {
		return code
	}
	if slices.ContainsFunc(currencies, func(o option) bool { return o.value == word }) {
		return word
	}
	return ""
}

// beside is the name of the field where an amount's currency is chosen.
func beside(name string) string { return name[:strings.LastIndexByte(name, '.')+1] + "currency" }

// amountFault says in words that help why an amount was not taken.
func (v *visit) amountFault(q question, name string, f registry.Fault, want string, given values) string {
	text := given.get(name)
	if f != registry.FaultAmount {
		return v.fault(q, f, want)
	}
	_, words := parted(text)
	switch {
	case strings.HasSuffix(name, ".hours"):
		if !twoWays.MatchString(decimal(plain(name, text, given))) {
			return v.lang.Say("Écrivez un nombre d'heures en chiffres, comme 12 ou 12,5.", "Write a number of hours in digits, as 12 or 12.5.")
		}
	case slices.ContainsFunc(words, func(w string) bool { return codeOf(w) != "" && !meant(name, w, given) }):
		return v.lang.Say("Écrivez le montant sans la devise. Si la page demande la devise, choisissez-la dans la liste.", "Write the amount without the currency. Where the page asks for the currency, choose it in the list.")
	}
	if m := twoWays.FindStringSubmatch(decimal(plain(name, text, given))); m != nil {
		large, small := m[1]+m[2], m[1]+v.lang.Say(",", ".")+cents(m[2])
		return v.lang.Say("Ceci peut se lire de deux façons. Écrivez %s ou %s.", "This can be read in two ways. Write %s or %s.", large, small)
	}
	return v.fault(q, f, want)
}

// cents writes three decimals so that nobody takes them for thousands.
func cents(three string) string {
	if short, ok := strings.CutSuffix(three, "0"); ok {
		return short
	}
	return three + "0"
}
