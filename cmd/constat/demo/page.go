package demo

import (
	"bytes"
	"crypto/rand"
	"embed"
	"html/template"
	"time"
)

//go:embed pages
var pages embed.FS

var templates = template.Must(template.ParseFS(pages, "pages/*.html"))

// A visit is what a page is made from: its state, and what moves by itself
// with each request.
type visit struct {
	State string
	Nonce string
	Token string
	Now   string // 22 novembre 2026, 06:00:00
}

var months = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// write makes the page called name in a state.
func write(name, state string) []byte {
	now := time.Now().UTC()
	v := visit{State: state, Nonce: rand.Text(), Token: rand.Text()}
	v.Now = now.Format("2 ") + months[now.Month()-1] + now.Format(" 2006, 15:04:05")
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name+".html", v); err != nil {
		panic("demo: internal error: " + err.Error()) // the templates are ours, and tested
	}
	return b.Bytes()
}
