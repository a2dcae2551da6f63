package dashboard

import (
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"time"

	"constat/report/lang"
	"constat/report/live"
	"constat/report/web"
	"constat/store/record"
)

//go:embed dashboard.css
var sheetText string

//go:embed live.js
var scriptText string

var (
	ownSheet   = web.NewSheet(sheetText)
	liveScript = web.NewScript(scriptText)
)

// functions are what our templates can say beside the frame's.
var functions = template.FuncMap{
	"plain": plain, "first": first, "upper": capital,
	"millis": func(i record.Instant) time.Time { return i.Time() },
	"state":  stateWord, "mark": markOf, "cause": causeOf, "matter": matterWord, "gap": gapWord, "role": roleWord,
	"bytes": bytesOf, "count": count, "number": func(l web.Lang, n int) string { return count(l, int64(n)) }, "ailment": ailmentText,
	"ago": func(l web.Lang, now, t time.Time) string { return ago(l, now.Sub(t)) },
	"long": func(l web.Lang, d time.Duration) string {
		return words(l).Duration(d.Truncate(time.Second))
	},
	"millisecond": func(l web.Lang, d time.Duration) string { return words(l).Number.Micros(d.Microseconds()) },
	"took":        func(l web.Lang, d time.Duration) string { return words(l).Duration(d) },
	// when is a time as tables have it, in this machine's zone; the page's foot names that.
	"when": func(t time.Time) template.HTML {
		return template.HTML(fmt.Sprintf(`<time datetime="%s">%s</time>`, t.UTC().Format("2006-01-02T15:04:05Z"), t.Local().Format("2006-01-02 15:04:05")))
	},
	"bounds": boundsOf,
	"steps": func(m made) string {
		if m.Order.Kind == "report" {
			return "2"
		}
		return "1"
	},
	"outcome": func(o live.Outage) string {
		if o.To == 0 {
			return "bad"
		}
		return ""
	},
}

// parse reads a template of a page.
func parse(name, text string) *web.Template { return web.ParseWith(functions, name, text, partsText) }

// boundsOf says how long an outage lasted, never as one bare number.
func boundsOf(l web.Lang, o live.Outage, now time.Time) string {
	w, least, most := words(l), o.AtLeast(), o.AtMost(record.At(now))
	switch {
	case most == 0 && least == 0:
		return l.Say("durée non établie", "duration not established")
	case most == 0:
		return l.Say("au moins %s", "at least %s", w.Least(least))
	case o.To == 0:
		return l.Say("au moins %s ; au plus %s jusqu'ici", "at least %s; at most %s so far", w.Least(least), w.Most(most))
	}
	return w.Time.Bounds(least, most)
}

// page is the frame of a page of ours.
func (v *visit) page(title string) web.Page {
	home := "/" + string(v.lang) + "/"
	p := web.Page{Lang: v.lang, Title: title, Site: web.Link{Text: "constat", Href: home}, Wide: true, Sheets: []web.Sheet{ownSheet}, Scripts: []web.Script{liveScript}, Calls: true, Pictures: true}
	if v.view != nil && v.view.Vantage != "" {
		p.Site.Text = "constat · " + first(v.view.Vantage)
	}
	p.Other = "/" + string(v.lang.Other()) + v.r.URL.Path[min(len(v.r.URL.Path), 3):]
	if q := v.r.URL.RawQuery; q != "" {
		p.Other += "?" + v.r.URL.Query().Encode()
	}
	for _, n := range v.nav() {
		if n.need == toSee || v.user.Role.may(n.need) {
			p.Nav = append(p.Nav, web.Link{Text: n.text, Href: home + n.path, Here: v.r.URL.Path == home+n.path})
		}
	}
	zone := time.Now().Local()
	name := zone.Location().String()
	if name == "Local" {
		name, _ = zone.Zone()
	}
	if offset := lang.Offset(zone); offset != name {
		name += " (" + offset + ")"
	}
	p.Foot = v.lang.Say("État présent, provisoire, vu d'un seul point d'observation ; un rapport se fait d'un dossier de preuve vérifié, jamais de ces pages. Heures de cette machine : %s.",
		"The present state, provisional, as seen from a single vantage; a report is made of a verified bundle, never of these pages. Times are this machine's: %s.", name)
	return p
}

type navigation struct {
	path, text string
	need       right
}

func (v *visit) nav() []navigation {
	l := v.lang
	return []navigation{
		{"", l.Say("État", "State"), toSee},
		{"targets", l.Say("Cibles", "Targets"), toSee},
		{"incidents", l.Say("Incidents", "Incidents"), toSee},
		{"evidence", l.Say("Preuve", "Evidence"), toSee},
		{"register", l.Say("Registre", "Register"), toRegister},
		{"files", l.Say("Fichiers", "Files"), toTake},
		{"configuration", l.Say("Configuration", "Configuration"), toConfigure},
		{"account", l.Say("Compte", "Account"), toSee},
	}
}

// shown is what every page is filled with.
type shown struct {
	*View
	Lang      web.Lang
	Role      Role
	Token     string
	Of        any
	Label     string // of a list, for who does not see it
	Failing   []Target
	Sentences [2]string
	Ill       []Ailment
	IsGrave   bool
	Public    Public
}

// show writes a page.
func (v *visit) show(title string, body *web.Template, of any) {
	s := shown{View: v.view, Lang: v.lang, Role: v.user.Role, Token: v.sessions.token(v.cookie), Of: of, Public: v.known.Load().public}
	s.Sentences[0], s.Sentences[1] = v.view.Sentence(v.lang)
	s.Ill, s.IsGrave = v.view.Ailments(), v.view.Grave()
	for _, t := range v.view.Targets {
		if t.Down() {
			s.Failing = append(s.Failing, t)
		}
	}
	p := v.page(title)
	p.Body, p.Of = body, s
	p.Write(v.w)
}

// May says whether the reader has a right, by its name in templates.
func (s shown) May(what string) bool {
	return s.Role.may(map[string]right{"see": toSee, "question": toQuestion, "register": toRegister, "take": toTake, "configure": toConfigure}[what])
}

// Plainly is the number of days in a deadline, in words.
func (s shown) DaysLeft(n int) string { return words(s.Lang).Time.Days(int64(n)) }

// IDOf is the page of a target that is still watched; "" for one that is not.
func (s shown) IDOf(name string) string {
	if _, ok := s.byID(ID(name)); ok {
		return ID(name)
	}
	return ""
}

// Interrupted says whether no daemon ran for a while since a target is as it is.
func (s shown) Interrupted(t Target) bool {
	return t.Since != nil && slices.ContainsFunc(s.Evidence.Gaps, func(g record.Gap) bool { return g.Reason == "off" && g.To > *t.Since })
}

// CauseOf is why an outage began.
func (s shown) CauseOf(o live.Outage) string { return words(s.Lang).Cause(string(o.Cause)) }
