package dashboard

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"constat/report/web"
)

// How long a file may take to be made and is kept, and how many there are.
const (
	makeLimit = 20 * time.Minute
	keepFor   = time.Hour
	maxKept   = 6
	takeLimit = 30 * time.Minute
)

// An Order is a file that somebody wants to take away.
type Order struct {
	Kind     string // "bundle" or "report"
	By       Role   // who asks for it
	Lang     string // of a report
	Paper    string // of a report: "letter" or "a4"
	Site     string // only its targets; "" for all
	From, To string // days, "2026-11-22"; "" for no bound
}

// A Stage is how far the making of a file is.
type Stage string

// The stages, in order.
const (
	Waiting Stage = "waiting"
	Sealing Stage = "sealing" // and having it stamped
	Writing Stage = "writing" // the report, out of the bundle
	Done    Stage = "done"
	Failed  Stage = "failed"
)

// A made file, or one in the making.
type made struct {
	ID, Name string
	Order    Order
	Stage    Stage
	Began    time.Time
	Ended    time.Time
	Size     int64
	path     string
}

// files are made one at a time, in the background, so that nothing that watches waits for them.
type files struct {
	make func(context.Context, Order, func(Stage)) (string, error)
	log  *slog.Logger
	ctx  context.Context
	stop context.CancelFunc
	work sync.WaitGroup

	mu  sync.Mutex
	all []*made // the newest first
}

func newFiles(make func(context.Context, Order, func(Stage)) (string, error), log *slog.Logger) *files {
	f := &files{make: make, log: log}
	f.ctx, f.stop = context.WithCancel(context.Background())
	return f
}

func (f *files) close() {
	f.stop()
	f.work.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, m := range f.all {
		m.remove()
	}
	f.all = nil
}

func (m *made) remove() {
	if m.path != "" {
		_ = os.RemoveAll(filepath.Dir(m.path)) // the next start sweeps what stays
	}
}

var errBusy = errors.New("another file is in the making")

// begin has a file made. One at a time: more would only make each of them later.
func (f *files) begin(o Order, now time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sweep(now)
	for _, m := range f.all {
		if m.Ended.IsZero() {
			return errBusy
		}
	}
	if f.ctx.Err() != nil {
		return f.ctx.Err()
	}
	m := &made{ID: random(), Order: o, Stage: Waiting, Began: now}
	f.all = append([]*made{m}, f.all...)
	f.work.Go(func() { f.run(m) })
	return nil
}

func (f *files) run(m *made) {
	ctx, cancel := context.WithTimeout(f.ctx, makeLimit)
	defer cancel()
	path, err := f.make(ctx, m.Order, func(s Stage) {
		f.mu.Lock()
		defer f.mu.Unlock()
		m.Stage = s
	})
	f.mu.Lock()
	defer f.mu.Unlock()
	m.Ended, m.Stage = time.Now(), Failed
	if err != nil {
		f.log.Warn("a file asked for on the dashboard was not made", "kind", m.Order.Kind, "err", err)
		return
	}
	m.path, m.Name = path, filepath.Base(path)
	if fi, err := os.Stat(path); err == nil {
		m.Stage, m.Size = Done, fi.Size()
	}
}

func (f *files) sweep(now time.Time) {
	var kept []*made
	for _, m := range f.all {
		if !m.Ended.IsZero() && (now.Sub(m.Ended) > keepFor || len(kept) >= maxKept) {
			m.remove()
			continue
		}
		kept = append(kept, m)
	}
	f.all = kept
}

// list is what there is, a copy.
func (f *files) list(now time.Time) (all []made, busy bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sweep(now)
	for _, m := range f.all {
		all, busy = append(all, *m), busy || m.Ended.IsZero()
	}
	return all, busy
}

func (f *files) print() (s string) {
	all, _ := f.list(time.Now())
	for _, m := range all {
		s += m.ID + string(m.Stage)
	}
	return s
}

// open opens a file that is made.
func (f *files) open(id string, now time.Time) (io.ReadSeekCloser, made, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sweep(now)
	for _, m := range f.all {
		if m.ID == id && m.Stage == Done {
			file, err := os.Open(m.path)
			return file, *m, err
		}
	}
	return nil, made{}, os.ErrNotExist
}

var filesBody = parse("files", `{{template "voice" .}}
<h1>{{say "Emporter la preuve" "Take the evidence away"}}</h1>
<div data-live="files">{{if .Of.Busy}}<div class="notice wait" role="status"><p>{{say "Un fichier est en préparation. L'observation continue pendant ce temps." "A file is in the making. The watch goes on meanwhile."}}</p></div>{{end}}
{{if .Of.Files}}<div class="scroll" tabindex="0" role="region" aria-label="{{say "Fichiers" "Files"}}"><table class="folds"><caption>{{say "Gardés ici une heure." "Kept here for an hour."}}</caption><thead><tr><th>{{say "Fichier" "File"}}</th><th>{{say "État" "State"}}</th><th class="n">{{say "Taille" "Size"}}</th><th class="t">{{say "Demandé" "Asked for"}}</th></tr></thead><tbody>{{range .Of.Files}}
<tr><td class="name">{{if eq .Stage "done"}}<a href="/{{lang}}/files/{{.ID}}" download>{{.Name}}</a>{{else if eq .Order.Kind "report"}}{{say "Rapport" "Report"}}{{else}}{{say "Dossier de preuve" "Bundle"}}{{end}}{{with .Order.Site}}<span class="sub"><bdi>{{first .}}</bdi></span>{{end}}{{if or .Order.From .Order.To}}<span class="sub">{{.Order.From}} – {{.Order.To}}</span>{{end}}</td><td>{{template "stage" .}}</td><td class="n" data-is="{{say "taille" "size"}}">{{if .Size}}{{bytes lang .Size}}{{end}}</td><td class="t" data-is="{{say "demandé" "asked for"}}">{{when .Began}}</td></tr>{{end}}</tbody></table></div>{{end}}</div>
{{with .Of.Wrong}}<div class="notice bad" role="alert" tabindex="-1" autofocus><p>{{.}}</p></div>{{end}}
<div class="duo"><section class="card"><h2>{{say "Un dossier de preuve" "A bundle"}}</h2><p>{{say "Ce qui est observé est d'abord scellé et horodaté, puis écrit dans un fichier que chacun peut vérifier. L'acte est inscrit au journal." "What is seen is sealed and stamped first, then written to a file that anybody can verify. The act is entered in the log."}}</p>
<form class="make" method="post" action="/{{lang}}/files"><input type="hidden" name="token" value="{{.Token}}"><input type="hidden" name="kind" value="bundle">{{template "choice" (.Of.For "bundle")}}<button{{if .Of.Busy}} disabled{{end}}>{{say "Préparer le dossier" "Make the bundle"}}</button></form></section>
<section class="card"><h2>{{say "Un rapport" "A report"}}</h2><p>{{say "Un dossier de preuve est fait, vérifié, puis mis en page. Le PDF n'est pas signé : « constat report --sign » le fait, là où est la clé." "A bundle is made, verified, then laid out. The PDF is not signed: \"constat report --sign\" does that, where the key is."}}</p>
<form class="make" method="post" action="/{{lang}}/files"><input type="hidden" name="token" value="{{.Token}}"><input type="hidden" name="kind" value="report">{{template "choice" (.Of.For "report")}}
<div class="pair"><div class="field"><label for="l-report">{{say "Langue" "Language"}}</label><select id="l-report" name="lang"><option value="fr"{{if eq (print lang) "fr"}} selected{{end}}>Français</option><option value="en"{{if eq (print lang) "en"}} selected{{end}}>English</option></select></div>
<div class="field"><label for="p-report">{{say "Papier" "Paper"}}</label><select id="p-report" name="paper"><option value="letter">{{say "Lettre" "Letter"}}</option><option value="a4">A4</option></select></div></div><button{{if .Of.Busy}} disabled{{end}}>{{say "Préparer le rapport" "Make the report"}}</button></form></section></div>
{{define "stage"}}{{if eq .Stage "done"}}<span class="mark good">{{say "prêt" "ready"}}</span>{{else if eq .Stage "failed"}}<span class="mark bad">{{say "pas fait" "not made"}}</span><span class="sub">{{say "L'exploitant en trouve la raison dans ce que dit le service." "The operator finds the reason in what the daemon says."}}</span>{{else if eq .Stage "writing"}}<span class="mark wait">{{say "2 de 2 : mise en page" "2 of 2: laying out"}}</span>{{else if eq .Stage "sealing"}}<span class="mark wait">{{say "1 de %s : scellé, horodatage, écriture" "1 of %s: seal, time stamp, writing" (steps .)}}</span>{{else}}<span class="mark wait">{{say "en attente" "waiting"}}</span>{{end}}{{end}}
{{define "choice"}}<div class="field"><label for="s-{{.Kind}}">{{say "Site" "Site"}}</label><select id="s-{{.Kind}}" name="site"><option value="">{{say "tous" "all"}}</option>{{range .Sites}}<option value="{{.}}">{{first .}}</option>{{end}}</select></div>
<div class="pair"><div class="field"><label for="f-{{.Kind}}">{{say "Du" "From"}} <span class="free">({{say "facultatif" "optional"}})</span></label><input id="f-{{.Kind}}" type="date" name="from"></div><div class="field"><label for="t-{{.Kind}}">{{say "Au, compris" "To, included"}} <span class="free">({{say "facultatif" "optional"}})</span></label><input id="t-{{.Kind}}" type="date" name="to"></div></div>{{end}}`)

type filesOf struct {
	Files []made
	Busy  bool
	Sites []string
	Wrong string
}

// A choice is what is to be chosen for a file of one kind.
type choice struct {
	Kind  string
	Sites []string
}

// For has the choice for one kind.
func (f filesOf) For(kind string) choice { return choice{kind, f.Sites} }

func (v *visit) filesPage() { v.showFiles("") }

func (v *visit) showFiles(wrong string) {
	all, busy := v.files.list(time.Now())
	of := filesOf{Files: all, Busy: busy, Wrong: wrong, Sites: v.view.sites()}
	v.show(v.lang.Say("Fichiers", "Files"), filesBody, of)
}

// sites are those of the targets, in the order they come.
func (v *View) sites() (all []string) {
	seen := map[string]bool{"": true}
	for _, t := range v.Targets {
		if !seen[t.Site] && len(all) < 1000 {
			seen[t.Site], all = true, append(all, t.Site)
		}
	}
	return all
}

// order has a file made.
func (v *visit) order() {
	o, wrong := v.ordered()
	o.By = v.user.Role
	if wrong == "" && v.Make == nil {
		wrong = v.lang.Say("Aucun fichier n'est fait ici.", "No file is made here.")
	}
	if wrong == "" {
		if err := v.files.begin(o, time.Now()); err != nil {
			wrong = v.lang.Say("Un autre fichier est en préparation ; recommencez quand il sera prêt.", "Another file is in the making; try again when it is ready.")
		}
	}
	if wrong != "" {
		v.showFiles(wrong)
		return
	}
	http.Redirect(v.w, v.r, "/"+string(v.lang)+"/files", http.StatusSeeOther)
}

func (v *visit) ordered() (o Order, wrong string) {
	f := v.r.PostForm
	o = Order{Kind: f.Get("kind"), Lang: f.Get("lang"), Paper: f.Get("paper"), Site: f.Get("site"), From: f.Get("from"), To: f.Get("to")}
	day := func(s string) bool {
		_, err := time.Parse(time.DateOnly, s)
		return s == "" || err == nil
	}
	report := o.Kind == "report" && (o.Lang == "fr" || o.Lang == "en") && (o.Paper == "letter" || o.Paper == "a4")
	known := o.Site == ""
	for _, s := range v.view.sites() {
		known = known || s == o.Site
	}
	switch {
	case o.Kind != "bundle" && !report, !known:
		return o, v.lang.Say("Ce choix n'existe pas.", "There is no such choice.")
	case !day(o.From), !day(o.To), o.From != "" && o.To != "" && o.From > o.To:
		return o, v.lang.Say("Ces jours ne vont pas ensemble.", "These days do not go together.")
	}
	return o, ""
}

// take hands a file over.
func (v *visit) take() {
	file, m, err := v.files.open(v.r.PathValue("id"), time.Now())
	if err != nil {
		v.refuse(http.StatusNotFound)
		return
	}
	defer file.Close()
	if web.Slow(v.w, takeLimit) != nil {
		return
	}
	kind := map[string]string{".pdf": "application/pdf", ".zip": "application/zip"}[filepath.Ext(m.Name)]
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Content-Disposition", "attachment; filename="+strconv.Quote(m.Name))
	http.ServeContent(v.w, v.r, m.Name, m.Ended, file)
}
