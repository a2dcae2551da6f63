package web

import (
	"html/template"
	"strings"
)

// A Template is a text with its sentences in both languages, side by side:
//
//	{{say "Votre numéro est %d." "Your number is %d." .No}}
//
// say takes values as fmt does; what stands in them is escaped with the rest.
// lang is the language of the page.
type Template struct{ fr, en *template.Template }

// Parse reads a template, and others to be used in it, {{define}}d in more texts. It panics
// over one that is wrong: templates are of the program.
func Parse(name, text string, more ...string) *Template {
	return ParseWith(nil, name, text, more...)
}

// ParseWith is [Parse] with functions of the caller's own.
func ParseWith(own template.FuncMap, name, text string, more ...string) *Template {
	in := func(l Lang) *template.Template {
		t := template.New(name).Funcs(template.FuncMap{
			"say":  l.Say,
			"lang": func() Lang { return l },
		}).Funcs(own)
		for _, m := range append([]string{text}, more...) {
			template.Must(t.Parse(m))
		}
		return t
	}
	return &Template{in(French), in(English)}
}

func (t *Template) in(l Lang) *template.Template {
	if l == English {
		return t.en
	}
	return t.fr
}

func (t *Template) fill(l Lang, of any) (template.HTML, error) {
	var b strings.Builder
	if err := t.in(l).Execute(&b, of); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}
