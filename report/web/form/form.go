// Package form takes members in: the public registration form of a claim.
//
// It asks one thing at a time, works without scripts, and keeps nothing on the server before the
// person sends: what was typed on earlier pages travels in the page itself. What is sent is encrypted
// by store/registry to keys this machine doesn't hold, so nobody can be shown
// again what was given; who comes back with number and code is told what is still
// missing, by the names of the fields, and completes it.
//
// Each question is one field of the register ([registry.Fields]), and the register
// itself judges each answer ([registry.ParseMember]): form and register can't
// disagree. Nothing personal stands in an address, a log or a page of an error;
// a caller's address is kept in memory alone, to bound how often it asks.
package form

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"constat/report/web"
	"constat/store/registry"
)

// Bounds of what is taken.
const (
	maxPost    = 2 << 20          // bytes of one page of answers; a member has half of that
	maxItems   = 20               // sites, damages and offers that one page asks for
	uploadTime = 20 * time.Minute // of a whole voucher
	pieceTime  = 5 * time.Minute
)

// A Form is the form of one claim. It is used by many goroutines.
type Form struct {
	claim    *registry.Claim
	address  string // of Options.At
	prefix   string // as "/claim/whc-2021/"
	log      *slog.Logger
	limits   *limits
	secret   [32]byte // of the tokens of this run
	now      func() time.Time
	uploads  *places // of whole vouchers
	pieces   *places // of pieces
	sites    *Sites  // nil: not asked for
	patience *patience
	sent     posts

	mu    sync.Mutex
	about registry.About
	read  time.Time
}

// Options are what a form may be told.
type Options struct {
	Prefix string // of its addresses, "/claim/NAME/" unless said otherwise
	Proxy  bool   // a reverse proxy of ours stands before it and says in X-Forwarded-For who asks
	Free   bool   // without rate limits
	At     string // as members know this server, "https://host"; "" for as each request has it
	Sites  *Sites // nil: nobody is asked to show that a site is theirs
}

// New makes the form of a claim. Log is never told who asked, or what was given.
func New(claim *registry.Claim, log *slog.Logger, o Options) *Form {
	if o.Prefix == "" {
		o.Prefix = "/claim/" + claim.Name + "/"
	}
	f := &Form{claim: claim, address: o.At, prefix: o.Prefix, log: log, limits: newLimits(o), now: time.Now, uploads: &places{most: 16, each: 2, line: 4}, pieces: &places{most: 128, each: 3, line: 12}, sites: o.Sites, patience: newPatience()}
	f.limits.blind = sync.OnceFunc(func() {
		log.Warn("the proxy does not say in X-Forwarded-For who asks: how often one caller posts is not bounded", "claim", claim.Name)
	})
	rand.Read(f.secret[:]) // never fails
	return f
}

// ServeHTTP answers below the form's prefix. It belongs behind [web.Guard].
func (f *Form) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, ours := strings.CutPrefix(r.URL.Path, f.prefix)
	lang, page, _ := strings.Cut(rest, "/")
	v := &visit{Form: f, w: w, r: r, lang: web.Lang(lang), page: page}
	switch {
	case !ours:
		v.lang = web.LangOf(r)
		v.wrong(http.StatusNotFound)
	case rest == "":
		w.Header().Set("Vary", "Accept-Language")
		http.Redirect(w, r, f.prefix+string(web.LangOf(r))+"/", http.StatusFound)
	case lang != "fr" && lang != "en":
		v.lang = web.LangOf(r)
		v.wrong(http.StatusNotFound)
	default:
		v.serve()
	}
}

// A visit is one request.
type visit struct {
	*Form
	w    http.ResponseWriter
	r    *http.Request
	lang web.Lang
	page string

	again  func() // shows the page that was posted once more, with what was typed; nil where nothing was
	word   string // at the top of a page shown again
	status int    // of a page shown again
	bare   bool   // a page shown again without the trap, into which a browser's program fell
}

func (v *visit) serve() {
	post := v.r.Method == http.MethodPost
	switch {
	case v.page == "" && !post:
		v.welcome()
	case v.page == "join" && !v.open():
		v.closed()
	case v.page == "join" && !post:
		v.begin()
	case v.page == "join":
		v.join()
	case v.page == "file" && !post:
		v.returning("", "", "")
	case v.page == "file":
		v.file()
	case v.page == "voucher" && post:
		v.voucher()
	case v.page == "chunk" && post:
		v.chunk()
	case v.page == "site" && v.sites != nil && post:
		v.site()
	case v.page == "voucher" || v.page == "chunk" || v.page == "site" && v.sites != nil:
		http.Redirect(v.w, v.r, v.at("file"), http.StatusSeeOther)
	default:
		v.wrong(http.StatusNotFound)
	}
}

// at is the address of a page in the visit's language.
func (v *visit) at(page string) string { return v.prefix + string(v.lang) + "/" + page }

// show answers with a page of the form.
func (v *visit) show(p web.Page) {
	about := v.subject()
	p.Lang, p.Site = v.lang, web.Link{Text: about.title(v), Href: v.at("")}
	if v.r.Method != http.MethodPost { // what was posted can't be asked for again in the other language
		p.Other = v.prefix + string(v.lang.Other()) + "/" + v.page
	}
	p.Foot = v.lang.Say("Aucun traceur, aucun service extérieur. Ce que vous envoyez est chiffré avant d'être enregistré ; ce serveur ne peut pas le relire.",
		"No trackers, no outside services. What you send is encrypted before it is saved; this server cannot read it back.")
	p.Write(v.w)
}

// wrong answers with what a status means: at the top of the page that was posted, where there is one to show
// again, so that nothing typed is lost.
func (v *visit) wrong(status int) {
	if status == http.StatusTooManyRequests {
		v.w.Header().Set("Retry-After", "60")
	}
	if again := v.again; again != nil {
		v.again, v.status = nil, status // once: what goes wrong in showing it has its own page
		if v.word == "" {
			v.word = v.kept(status)
		}
		if v.page == "voucher" { // a file can't be put back into the page
			v.word = web.Saying(v.lang, status).Text
		}
		again()
		return
	}
	says := web.Saying(v.lang, status)
	if v.page != "chunk" && (v.page != "join" || v.r.Method != http.MethodPost) { // who had typed is not sent away
		says.Then = web.Link{Text: v.lang.Say("Revenir au début", "Back to the start"), Href: v.at("")}
	}
	web.ErrorIn(v.w, web.Page{Lang: v.lang, Site: web.Link{Text: v.subject().title(v), Href: v.at("")}}, status, says)
}

// subject is what the claim is about, read over once in a while: counsel may change it
// while the form is up.
func (f *Form) subject() subject {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := f.now(); now.Sub(f.read) > 10*time.Second || now.Before(f.read) {
		about, err := f.claim.About()
		f.read = now
		if err != nil && f.about.Title.FR == "" {
			f.log.Warn("nothing says what the claim is about; the form shows its name alone", "claim", f.claim.Name)
		}
		if err == nil {
			f.about = about
		}
	}
	return subject{f.about, f.claim.Name}
}

// open tells whether members are still taken in. Who is in comes back after that as well.
func (v *visit) open() bool {
	until := string(v.subject().OpenUntil)
	if len(until) < len(time.DateOnly) {
		return true
	}
	last, err := time.Parse(time.DateOnly, until[:len(time.DateOnly)])
	return err != nil || v.now().Before(last.Add(36*time.Hour)) // the day is over everywhere on Earth
}

// subject is what the claim is about, with words where counsel wrote none.
type subject struct {
	registry.About
	name string
}

func (s subject) title(v *visit) string {
	if t := s.Title.Of(string(v.lang)); t != "" {
		return t
	}
	return v.lang.Say("Dossier %s", "Claim %s", s.name)
}

// agreement is the text that a member agrees to. A claim without one has the plainest.
func (s subject) agreement() registry.Agreement {
	if s.Consent != nil {
		return *s.Consent
	}
	return registry.Agreement{
		Purpose: registry.Texts{FR: "Préparer et mener le recours.", EN: "To prepare and conduct the claim."},
		Text: registry.Texts{
			FR: "J'accepte que ce que j'envoie soit gardé, chiffré, et lu par les avocats du dossier, pour préparer et mener le recours. Je peux tout retirer quand je veux.",
			EN: "I agree that what I send is kept, encrypted, and read by the counsel of the claim, to prepare and conduct it. I can withdraw all of it whenever I want.",
		},
	}
}

func (s subject) heads() []registry.Head {
	if len(s.Heads) > 0 {
		return s.Heads
	}
	return registry.Heads
}
