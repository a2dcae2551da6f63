package restore

import (
	"html/template"
	"io"

	"constat/report/lang"
	"constat/store/record"
)

// maxShown bounds how many missing ones the page shows of a sort; missing.tsv has all.
const maxShown = 1000

// describe writes the page that says what is here and what is not, in both
// languages.
func (w *writing) describe(out io.Writer) error {
	first, second := lang.English, lang.French
	if w.lang == "fr" {
		first, second = second, first
	}
	return indexPage.Execute(out, []section{w.section(first), w.section(second)})
}

// A section is the whole page in one language.
type section struct {
	Code, Name, Title string
	Intro             []string
	Words             lang.Restore
	Chosen            []string
	Pages, Parts      []row
	Missing, Unlinked []lacking
	More              int64 // that are missing, and not shown
	MoreMissing       string
}

type row struct {
	Address, Shown, Original string
	Unlinked                 string // its name as received, where a browser could take it for a page
	Taken, Stood             string
	Bytes                    string
	Digest, File             string
	Leaf                     string
	Remarks                  []string
}

// A table is a list with the words for it.
type table struct {
	Words lang.Restore
	List  any
}

type lacking struct {
	Address, Of, Why string
}

func (w *writing) section(l *lang.Language) section {
	t := l.Restore
	s := section{Code: l.Code, Name: l.Name, Title: t.Title(w.Site), Words: t, Intro: []string{t.Intro, t.Folders, t.Scripts}}
	s.Chosen = w.Chosen(l)
	for _, n := range w.Items {
		if r := rowOf(l, n); n.isPage() {
			s.Pages = append(s.Pages, r)
		} else {
			s.Parts = append(s.Parts, r)
		}
	}
	for _, m := range w.Missing {
		if len(s.Missing) >= maxShown && m.Why != Linked || len(s.Unlinked) >= maxShown && m.Why == Linked {
			s.More++
			continue
		}
		x := lacking{m.URL, m.Of, w.why(l, m)}
		if m.Why == Linked {
			s.Unlinked = append(s.Unlinked, x)
		} else {
			s.Missing = append(s.Missing, x)
		}
	}
	if s.More > 0 {
		s.MoreMissing = t.More(s.More)
	}
	return s
}

// Chosen says of each target which state was taken, and why.
func (h *Holdings) Chosen(l *lang.Language) (lines []string) {
	for _, c := range h.Choices {
		lines = append(lines, h.chosen(l, c))
	}
	return lines
}

// Count is how many pages and how many other files were written, and how many
// parts of them are missing.
func (h *Holdings) Count() (pages, parts, missing int) {
	for _, n := range h.Items {
		if n.isPage() {
			pages++
		} else {
			parts++
		}
	}
	for _, m := range h.Missing {
		if m.Why != Linked {
			missing++
		}
	}
	return pages, parts, missing
}

func (h *Holdings) chosen(l *lang.Language, c Choice) string {
	t := l.Restore
	taken, stood := instant(l, c.Taken), instant(l, c.Stood)
	switch {
	case c.Taken == 0:
		return t.Chosen(c.Target, c.Vantage) + t.Nothing
	case c.Listed > 0 && c.Why == BeforeLoss:
		return t.Chosen(c.Target, c.Vantage) + t.ListedBefore(stood, instant(l, c.Lost), c.Listed, c.Gone)
	case c.Listed > 0 && c.Why == Asked:
		return t.Chosen(c.Target, c.Vantage) + t.ListedAsked(stood, instant(l, h.At), c.Listed)
	case c.Listed > 0:
		return t.Chosen(c.Target, c.Vantage) + t.ListedNewest(stood, c.Listed)
	case c.Why == BeforeLoss:
		return t.Chosen(c.Target, c.Vantage) + t.Before(taken, stood, instant(l, c.Lost), l.Pages.States[c.State])
	case c.Why == Asked:
		return t.Chosen(c.Target, c.Vantage) + t.Asked(taken, instant(l, h.At))
	case c.Why == Unjudged:
		return t.Chosen(c.Target, c.Vantage) + t.Unjudged(taken)
	}
	return t.Chosen(c.Target, c.Vantage) + t.Newest(taken, stood)
}

func (w *writing) why(l *lang.Language, m Missing) string {
	if m.Why == Answered {
		return l.Restore.Answered(int64(m.Status))
	}
	return l.Restore.Lacks[string(m.Why)]
}

func rowOf(l *lang.Language, n *Item) row {
	t := l.Restore
	r := row{Address: n.URL, Shown: escaped(n.Shown), Original: escaped("original/" + n.Name), Taken: instant(l, n.Taken), Bytes: l.Number.Int(n.Size),
		Digest: n.Body.String(), Leaf: t.Leaf(n.Origin, n.Leaf)}
	if n.Stood > n.Taken {
		r.Stood = instant(l, n.Stood)
	}
	if !n.File.IsZero() {
		r.File = n.File.String()
	}
	if n.Cut {
		r.Remarks = append(r.Remarks, t.Cut)
	}
	if n.Older {
		r.Remarks = append(r.Remarks, t.Older)
	}
	switch {
	case n.Great:
		r.Remarks = append(r.Remarks, t.Great)
	case n.Coded:
		r.Remarks = append(r.Remarks, t.Coded)
	}
	if n.Led != "" {
		r.Remarks = append(r.Remarks, t.Led(n.Led))
	}
	if name := "original/" + n.Name; !isPassive(name) {
		r.Original, r.Unlinked = "", name
	}
	return r
}

// escaped is a name as a link.
func escaped(name string) string { return relative(indexName, name) }

func instant(l *lang.Language, at record.Instant) string {
	return l.Time.Instant(at.Time().UTC()) + "\u00a0UTC"
}

var indexPage = template.Must(template.New("index").Funcs(template.FuncMap{
	"first": func(s []section) section { return s[0] },
	"dict":  func(w lang.Restore, list any) table { return table{w, list} },
}).Parse(`<!DOCTYPE html>
<html lang="{{(first .).Code}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{range $i, $s := .}}{{if $i}} · {{end}}{{$s.Title}}{{end}}</title>
<style>
body { font: 16px/1.5 sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff }
h1 { font-size: 1.6em } h2 { font-size: 1.2em; margin-top: 2em }
section + section { border-top: 3px solid #888; margin-top: 4em; padding-top: 1em }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .4em .6em; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }
code { font-size: .8em; overflow-wrap: anywhere } td:nth-child(3), th:nth-child(3) { overflow-wrap: normal } .when { white-space: nowrap } .remark { color: #a33 } nav { float: right }
</style>
</head>
<body>
<nav>{{range $i, $s := .}}{{if $i}} · {{end}}<a href="#{{$s.Code}}" lang="{{$s.Code}}">{{$s.Name}}</a>{{end}}</nav>
{{range .}}<section id="{{.Code}}" lang="{{.Code}}">
<h1>{{.Title}}</h1>
{{range .Intro}}<p>{{.}}</p>
{{end}}<h2>{{.Words.ChosenTitle}}</h2>
<ul>
{{range .Chosen}}<li>{{.}}</li>
{{end}}</ul>
{{$w := .Words}}<h2>{{$w.PagesTitle}}</h2>
{{template "rows" (dict $w .Pages)}}<h2>{{$w.PartsTitle}}</h2>
{{template "rows" (dict $w .Parts)}}<h2>{{$w.MissingTitle}}</h2>
{{if or .Missing .Unlinked}}{{template "lacks" (dict $w .Missing)}}{{if .Unlinked}}<p>{{$w.LinkedIntro}}</p>
{{template "lacks" (dict $w .Unlinked)}}{{end}}{{else}}<p>{{$w.NoneMissing}}</p>
{{end}}{{if .MoreMissing}}<p>{{.MoreMissing}}</p>
{{end}}<p>{{$w.Beyond}}</p>
</section>
{{end}}</body>
</html>
{{define "rows"}}{{$w := .Words}}{{if .List}}<table>
<tr><th>{{$w.Address}}</th><th>{{$w.Taken}}</th><th>{{$w.Bytes}}</th><th>{{$w.Digest}}</th></tr>
{{range .List}}<tr><td><a href="{{.Shown}}">{{.Address}}</a>{{if .Unlinked}} ({{$w.Original}}{{$w.Colon}} <code>{{.Unlinked}}</code>){{else if ne .Shown .Original}} (<a href="{{.Original}}">{{$w.Original}}</a>){{end}}{{range .Remarks}}<br><span class="remark">{{.}}</span>{{end}}</td><td class="when">{{.Taken}}{{if .Stood}}<br>{{$w.Until}} {{.Stood}}{{end}}</td><td>{{.Bytes}}</td><td><code>{{.Digest}}</code><br>{{.Leaf}}{{if .File}}<br>{{$w.Undone}} <code>{{.File}}</code>{{end}}</td></tr>
{{end}}</table>
{{else}}<p>{{$w.NoRows}}</p>
{{end}}{{end}}
{{define "lacks"}}{{$w := .Words}}{{if .List}}<table>
<tr><th>{{$w.Address}}</th><th>{{$w.Named}}</th><th>{{$w.Why}}</th></tr>
{{range .List}}<tr><td>{{.Address}}</td><td>{{.Of}}</td><td>{{.Why}}</td></tr>
{{end}}</table>
{{end}}{{end}}`))
