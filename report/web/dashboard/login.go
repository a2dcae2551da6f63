package dashboard

import (
	"crypto/sha256"
	"net/http"
	"time"

	"constat/report/web"
)

var loginBody = web.Parse("login", `<h1>{{say "Se connecter" "Log in"}}</h1>
{{with .Wrong}}<div class="notice bad" role="alert" id="wrong" tabindex="-1" autofocus><p>{{.}}</p></div>{{end}}
<form method="post" action="/{{lang}}/login">
<input type="hidden" name="token" value="{{.Token}}"><input type="hidden" name="to" value="{{.To}}">
<div class="field"><label for="name">{{say "Nom" "Name"}}</label><input id="name" name="name" value="{{.Name}}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64"{{if .Wrong}} aria-describedby="wrong"{{end}}></div>
<div class="field"><label for="password">{{say "Mot de passe" "Password"}}</label><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256"{{if .Wrong}} aria-describedby="wrong"{{end}}></div>
<p class="actions"><button>{{say "Se connecter" "Log in"}}</button></p>
</form>
<p class="soft small">{{say "Les comptes sont ceux que l'exploitant a créés sur cette machine." "Accounts are those that the operator made on this machine."}}</p>`)

type loginForm struct{ Token, To, Name, Wrong string }

// before is the cookie of somebody who has not logged in: it ties the form to the visitor, and opens nothing.
func (b *Board) before(w http.ResponseWriter, r *http.Request) string {
	if cookie := cookieOf(r, b.secureOf(r)); cookie != "" {
		return cookie
	}
	cookie := random()
	setCookie(w, cookie, b.secureOf(r), time.Hour)
	return cookie
}

func (b *Board) loginPage(l web.Lang) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		to := within(r.URL.Query().Get("to"), l)
		if _, x := b.who(r); x != nil {
			http.Redirect(w, r, to, http.StatusSeeOther)
			return
		}
		b.showLogin(w, l, 0, loginForm{Token: b.sessions.token(b.before(w, r)), To: to})
	}
}

func (b *Board) showLogin(w http.ResponseWriter, l web.Lang, status int, f loginForm) {
	title := l.Say("Se connecter", "Log in")
	if f.Wrong != "" { // what a screen reader says first
		title = l.Say("À revoir : %s", "To look at: %s", title)
	}
	web.Page{Lang: l, Title: title, Site: web.Link{Text: "constat"}, Other: "/" + string(l.Other()) + "/login", Body: loginBody, Of: f, Status: status}.Write(w)
}

// login lets somebody in who knows a name and its password. Why somebody is not let in is never
// said, nor shown by how long it takes.
func (b *Board) login(l web.Lang) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		cookie := cookieOf(r, b.secureOf(r))
		if err := r.ParseForm(); err != nil {
			web.Error(w, l, http.StatusBadRequest)
			return
		}
		f := loginForm{To: within(r.PostForm.Get("to"), l), Name: r.PostForm.Get("name")}
		if len(f.Name) > 256 {
			f.Name = ""
		}
		if !b.sessions.genuine(cookie, r.PostForm.Get("token")) {
			f.Token = b.sessions.token(b.before(w, r))
			f.Wrong = l.Say("Cette page était ouverte depuis longtemps. Recommencez, s'il vous plaît.", "This page had been open for long. Please try again.")
			b.showLogin(w, l, http.StatusForbidden, f)
			return
		}
		f.Token = b.sessions.token(cookie)
		from := caller(r, b.Proxy)
		if !b.attempts.may(from, f.Name, time.Now()) {
			w.Header().Set("Retry-After", "60")
			f.Wrong = l.Say("Trop d'essais. Attendez une minute, puis recommencez.", "Too many tries. Wait a minute, then try again.")
			b.showLogin(w, l, http.StatusTooManyRequests, f)
			return
		}
		u, ok := b.check(r, f.Name, r.PostForm.Get("password"))
		if !ok {
			f.Wrong = l.Say("Ce nom et ce mot de passe ne vont pas ensemble.", "This name and this password do not go together.")
			b.showLogin(w, l, http.StatusUnauthorized, f)
			return
		}
		b.attempts.succeeded(from, f.Name)
		b.sessions.leave(cookie) // whoever logs in anew leaves what was open
		setCookie(w, b.sessions.begin(u, time.Now()), b.secureOf(r), sessionWhole)
		b.Log.Info("logged in", "role", u.Role)
		http.Redirect(w, r, f.To, http.StatusSeeOther)
	}
}

// check tries a name and a password, one at a time.
func (b *Board) check(r *http.Request, name, password string) (User, bool) {
	select {
	case b.checking <- struct{}{}:
		defer func() { <-b.checking }()
	case <-r.Context().Done():
		return User{}, false
	}
	u, known := b.known.Load().users[name]
	secret := u.Secret
	if !known {
		secret = nobody
	}
	is := secret.Is(password)
	return u, known && is
}

// basicUser is somebody who says a name and a password with each request, as a program does that collects metrics. One
// that was right is not worked out each time.
func (b *Board) basicUser(r *http.Request) (User, bool) {
	name, password, given := r.BasicAuth()
	if !given {
		return User{}, false
	}
	key := sha256.Sum256([]byte(name + "\x00" + password + "\x00" + string(b.sessions.key[:])))
	if u, ok := b.known.Load().users[name]; ok {
		if secret, right := b.basic.Load(key); right && secret.(Secret).equal(u.Secret) {
			return u, true
		}
	}
	if !b.attempts.may(caller(r, b.Proxy), name, time.Now()) {
		return User{}, false
	}
	u, ok := b.check(r, name, password)
	if ok {
		b.attempts.succeeded(caller(r, b.Proxy), name)
		b.basic.Store(key, u.Secret)
	}
	return u, ok
}

func (v *visit) logout() {
	v.sessions.leave(v.cookie)
	setCookie(v.w, "", v.secure, -time.Second)
	http.Redirect(v.w, v.r, "/"+string(v.lang)+"/login", http.StatusSeeOther)
}

// metrics are for those who may configure or see; of the register's figures only those learn who may.
func (b *Board) metrics(w http.ResponseWriter, r *http.Request) {
	u, ok := User{}, false
	if _, x := b.who(r); x != nil {
		u, ok = x.user, true
	} else {
		u, ok = b.basicUser(r)
	}
	if !ok && !b.known.Load().public.Metrics {
		w.Header().Set("WWW-Authenticate", `Basic realm="constat", charset="UTF-8"`)
		http.Error(w, "log in, or name metrics under \"public\"", http.StatusUnauthorized)
		return
	}
	v, err := b.look(r.Context())
	if err != nil {
		http.Error(w, "not available right now", http.StatusServiceUnavailable)
		return
	}
	if !u.Role.may(toRegister) {
		without := *v
		without.Claims = nil
		v = &without
	}
	writeMetrics(w, v)
}
