package dashboard

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"constat/report/web"
)

// Public is what anybody who reaches the server may see without logging in.
type Public struct{ Badges, Metrics bool }

// Options are what a board is made of.
type Options struct {
	// Look returns what there is to see. It is asked at most once a second.
	Look func(context.Context) (*View, error)
	// Make makes a file for somebody to take away, and says on the way how far it is. It
	// returns the file's path. Nil where no files are made.
	Make func(ctx context.Context, o Order, at func(Stage)) (path string, err error)
	// Proxy says that callers come through a proxy, which notes who they are.
	Proxy bool
	// Here says that only this machine reaches the server; then it answers to no other name.
	Here bool
	Log  *slog.Logger
}

// A Board is the dashboard as an [http.Handler]. Its methods may be called from several goroutines.
type Board struct {
	Options
	handler  http.Handler
	sessions *sessions
	attempts *attempts
	checking chan struct{} // one password at a time: probing comes first
	known    atomic.Pointer[access]
	basic    sync.Map // digest of name and password that were right -> Secret they were checked against
	looking  sync.Mutex
	seen     *View
	watchers *watchers
	files    *files
}

// access is who may come in, and what stands open.
type access struct {
	users  map[string]User
	public Public
}

// New returns a board that nobody may see yet.
func New(o Options) *Board {
	b := &Board{Options: o, sessions: newSessions(), attempts: newAttempts(), checking: make(chan struct{}, 1)}
	b.known.Store(&access{users: map[string]User{}})
	b.watchers = newWatchers(b)
	b.files = newFiles(o.Make, o.Log)
	b.handler = web.Guard(b.routes(), o.Log)
	return b
}

// Use says who may log in from now on, and what is public. Those who are no longer who
// they were are logged out.
func (b *Board) Use(users []User, p Public) {
	a := &access{users: map[string]User{}, public: p}
	for _, u := range users {
		a.users[u.Name] = u
	}
	b.known.Store(a)
	b.basic.Clear()
	b.sessions.use(a.users)
}

// Close ends what goes on: streams, and files in the making.
func (b *Board) Close() {
	b.watchers.close()
	b.files.close()
}

// Idle says whether there is nothing to show to anybody.
func (b *Board) idle() bool {
	a := b.known.Load()
	return len(a.users) == 0 && a.public == Public{}
}

func (b *Board) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if b.idle() || b.Here && !isHere(r.Host) {
		http.NotFound(w, r)
		return
	}
	b.handler.ServeHTTP(w, r)
}

// isHere says whether a request is for this machine by one of its own names: another name that
// leads here is somebody's trick (DNS rebinding).
func isHere(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// look returns what there is to see, at most a second old.
func (b *Board) look(ctx context.Context) (*View, error) {
	b.looking.Lock()
	defer b.looking.Unlock()
	if b.seen != nil && time.Since(b.seen.Now) < time.Second {
		return b.seen, nil
	}
	v, err := b.Look(ctx)
	if err != nil {
		return nil, err
	}
	b.seen = v
	return v, nil
}

// A visit is one request of somebody who is let in.
type visit struct {
	*Board
	w      http.ResponseWriter
	r      *http.Request
	lang   web.Lang
	cookie string
	user   User
	view   *View
	secure bool
}

// secureOf says whether the visitor's way is encrypted.
func (b *Board) secureOf(r *http.Request) bool { return web.Encrypted(r, b.Proxy) }

// liveHeader marks what a page asks by itself.
const liveHeader = "X-Constat-Live"

// who is whose cookie came, nil for nobody's.
func (b *Board) who(r *http.Request) (cookie string, x *session) {
	cookie = cookieOf(r, b.secureOf(r))
	if cookie == "" {
		return "", nil
	}
	return cookie, b.sessions.of(cookie, r.Header.Get(liveHeader) == "" && r.URL.Path != "/live", time.Now())
}

// enter lets in whoever may, and has everybody else log in.
func (b *Board) enter(l web.Lang, need right, show func(*visit)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		cookie, x := b.who(r)
		if x == nil {
			if r.Method == http.MethodGet && r.Header.Get(liveHeader) == "" {
				http.Redirect(w, r, "/"+string(l)+"/login?to="+escapedPath(r), http.StatusSeeOther)
				return
			}
			web.Error(w, l, http.StatusUnauthorized)
			return
		}
		v := &visit{Board: b, w: w, r: r, lang: l, cookie: cookie, user: x.user, secure: b.secureOf(r)}
		if !x.user.Role.may(need) {
			v.refuse(http.StatusForbidden)
			return
		}
		if r.Method == http.MethodPost && !v.form() {
			return
		}
		var err error
		if v.view, err = b.look(r.Context()); err != nil {
			if !errors.Is(err, context.Canceled) {
				b.Log.Error("how things stand cannot be shown", "err", err)
			}
			v.refuse(http.StatusServiceUnavailable)
			return
		}
		show(v)
	}
}

const maxForm = 8 << 10

// form reads what was posted. It is refused unless it comes from a form that was made for this session.
func (v *visit) form() bool {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxForm)
	if err := v.r.ParseForm(); err != nil {
		status := http.StatusBadRequest
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			status = http.StatusRequestEntityTooLarge
		}
		v.refuse(status)
		return false
	}
	if !v.sessions.genuine(v.cookie, v.r.PostForm.Get("token")) {
		v.refuse(http.StatusForbidden)
		return false
	}
	return true
}

func (v *visit) refuse(status int) {
	says := web.Saying(v.lang, status)
	if status == http.StatusForbidden {
		says.Text = v.lang.Say("Votre rôle ne permet pas cela, ou la page a été ouverte il y a longtemps. Rien n'a été fait.", "Your role does not allow this, or the page was opened long ago. Nothing was done.")
	}
	says.Then = web.Link{Text: v.lang.Say("Revenir à l'état présent", "Back to the present state"), Href: "/" + string(v.lang) + "/"}
	web.ErrorIn(v.w, v.page(says.Title), status, says)
}

// escapedPath is where somebody wanted to go, to be gone to after logging in.
func escapedPath(r *http.Request) string {
	return url.QueryEscape(r.URL.RequestURI())
}

// within is a place of ours that somebody may be sent to, or the first page.
func within(to string, l web.Lang) string {
	home := "/" + string(l) + "/"
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.ContainsAny(to, "\\\r\n\t") || len(to) > 500 {
		return home
	}
	for _, x := range web.Langs {
		if strings.HasPrefix(to, "/"+string(x)+"/") && !strings.Contains(u.Path, "/login") && !strings.Contains(u.Path, "//") && !strings.Contains(u.Path, "..") {
			return to
		}
	}
	return home
}
