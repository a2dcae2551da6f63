package form

import (
	"embed"
	"html/template"
	"net/http"
	"strings"
	"unicode"

	"constat/report/web"
	"constat/store/registry"
)

//go:embed pages
var files embed.FS

func text(name string) string {
	b, err := files.ReadFile("pages/" + name)
	if err != nil {
		panic("form: internal error: " + err.Error())
	}
	return string(b)
}

func page(name string) *web.Template {
	return web.ParseWith(template.FuncMap{"tel": tel}, name, text(name+".html"), text("parts.html"))
}

// tel is the address of a phone number (RFC 3966): its digits, up to the word for an extension.
func tel(number string) template.URL {
	digits := "tel:"
	for _, r := range strings.ReplaceAll(number, "(0)", "") {
		switch {
		case unicode.IsLetter(r):
			return template.URL(digits)
		case r >= '0' && r <= '9' || r == '+':
			digits += string(r)
		}
	}
	return template.URL(digits)
}

var (
	pageWelcome  = page("welcome")
	pageSheet    = page("sheet")
	pageReturn   = page("return")
	pageFolder   = page("folder")
	pageComplete = page("complete")
	pageReceipt  = page("receipt")
	pageWithdraw = page("withdraw")
	pageGone     = page("gone")
	pageSite     = page("site")

	receiptSheet = web.NewSheet(text("form.css"))
	fragment     = web.NewScript(text("fragment.js"))
	upload       = web.NewScript(text("upload.js"))
)

// A welcome is the first page.
type welcome struct {
	Title, About  string
	Join, File    string
	Until, Closed string
	Contact       *registry.Contact
}

func (v *visit) welcome() {
	s := v.subject()
	p := welcome{Title: s.title(v), About: v.about(s), Join: v.at("join"), File: v.at("file"), Contact: s.Contact}
	if v.open() {
		p.Until = v.day(string(s.OpenUntil))
	} else {
		p.Closed = v.day(string(s.OpenUntil))
	}
	v.show(web.Page{Title: v.lang.Say("S'inscrire", "Register"), Body: pageWelcome, Of: p})
}

// about says in a sentence against whom and since when.
func (v *visit) about(s subject) string {
	if len(s.Defendants) == 0 || s.Incident == nil {
		return ""
	}
	var names []string
	for _, d := range s.Defendants {
		names = append(names, d.Name)
	}
	who := joined(names, v.lang.Say(" et ", " and "))
	from, to := v.dayOf(string(s.Incident.From)), v.dayOf(string(s.Incident.To))
	if to == "" || to == from {
		return v.lang.Say("Pour qui a été touché par la panne du %[2]s chez %[1]s.", "For those hit by the outage of %[2]s at %[1]s.", who, from)
	}
	return v.lang.Say("Pour qui a été touché chez %s entre le %s et le %s.", "For those hit at %s between %s and %s.", who, from, to)
}

// dayOf is the day of a date or instant, in words.
func (v *visit) dayOf(when string) string {
	if len(when) > 10 {
		when = when[:10]
	}
	return v.day(when)
}

func joined(names []string, and string) string {
	s := names[0]
	for i, n := range names[1:] {
		if i == len(names)-2 {
			s += and + n
		} else {
			s += ", " + n
		}
	}
	return s
}

// closed answers when nobody is taken in any more.
func (v *visit) closed() { http.Redirect(v.w, v.r, v.at(""), http.StatusSeeOther) }
