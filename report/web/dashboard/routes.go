package dashboard

import (
	"net/http"
	"strings"

	"constat/report/web"
)

// A place is a page: what it asks of a role, and who shows it.
type place struct {
	path   string // without the language
	method string
	need   right
	show   func(*visit)
}

func places() []place {
	return []place{
		{"/{$}", "GET", toSee, (*visit).overview},
		{"/targets", "GET", toSee, (*visit).targets},
		{"/targets/{id}", "GET", toSee, (*visit).target},
		{"/incidents", "GET", toSee, (*visit).incidents},
		{"/evidence", "GET", toSee, (*visit).evidence},
		{"/evidence/policy", "GET", toSee, (*visit).policy},
		{"/evidence/checkpoint", "GET", toSee, (*visit).checkpoint},
		{"/account", "GET", toSee, (*visit).account},
		{"/logout", "POST", toSee, (*visit).logout},
		{"/register", "GET", toRegister, (*visit).register},
		{"/files", "GET", toTake, (*visit).filesPage},
		{"/files", "POST", toTake, (*visit).order},
		{"/files/{id}", "GET", toTake, (*visit).take},
		{"/configuration", "GET", toConfigure, (*visit).configuration},
	}
}

func (b *Board) routes() http.Handler {
	mux := http.NewServeMux()
	for _, l := range web.Langs {
		for _, p := range places() {
			mux.HandleFunc(p.method+" /"+string(l)+p.path, b.enter(l, p.need, p.show))
		}
		mux.HandleFunc("GET /"+string(l)+"/login", b.loginPage(l))
		mux.HandleFunc("POST /"+string(l)+"/login", b.login(l))
	}
	mux.HandleFunc("GET /live", b.stream)
	mux.HandleFunc("GET /metrics", b.metrics)
	mux.HandleFunc("GET /badge/{id}", b.badge)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/"+string(web.LangOf(r))+"/", http.StatusSeeOther)
	})
	nowhere := func(w http.ResponseWriter, r *http.Request) { web.Error(w, langOf(r), http.StatusNotFound) }
	mux.HandleFunc("/", nowhere)
	return mux
}

// langOf is the language of an address, else what the reader asks for.
func langOf(r *http.Request) web.Lang {
	for _, l := range web.Langs {
		if strings.HasPrefix(r.URL.Path, "/"+string(l)+"/") {
			return l
		}
	}
	return web.LangOf(r)
}
