package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Lang is a language that pages are in.
type Lang string

// The languages, of equal rank. French stands first.
const (
	French  Lang = "fr"
	English Lang = "en"
)

// Langs are all of them.
var Langs = []Lang{French, English}

func (l Lang) known() bool { return l == French || l == English }

// Other is the language that l is not.
func (l Lang) Other() Lang {
	if l == French {
		return English
	}
	return French
}

// Name is what the language calls itself.
func (l Lang) Name() string {
	if l == French {
		return "Français"
	}
	return "English"
}

// Say returns the one of two sentences that say the same, with the typography of its language. Values
// go into it as fmt has it; with none, a % is a %.
func (l Lang) Say(fr, en string, values ...any) string {
	s := curly.Replace(en)
	if l == French {
		s = french.Replace(fr)
	}
	if len(values) > 0 {
		return fmt.Sprintf(strings.ReplaceAll(s, " %%", "\u00a0%%"), values...)
	}
	return strings.ReplaceAll(s, " %", "\u00a0%")
}

var (
	french = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " !", "\u00a0!", " ?", "\u00a0?", "« ", "«\u00a0", " »", "\u00a0»", "'", "’")
	curly  = strings.NewReplacer("'", "’")
)

// LangOf is the language that a request asks for (RFC 9110, section 12.5.4): the known one of the
// highest weight, French where none is named or both weigh the same and neither comes first.
func LangOf(r *http.Request) Lang {
	best, most := French, 0.0
	for i, part := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		if i == 20 {
			break
		}
		tag, parameters, _ := strings.Cut(strings.TrimSpace(part), ";")
		main, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if l := Lang(main); l.known() && weight(parameters) > most {
			best, most = l, weight(parameters)
		}
	}
	return best
}

func weight(parameters string) float64 {
	q, ok := strings.CutPrefix(strings.ReplaceAll(parameters, " ", ""), "q=")
	if !ok {
		return 1
	}
	f, err := strconv.ParseFloat(q, 64)
	if err != nil || !(f >= 0 && f <= 1) {
		return 0
	}
	return f
}
