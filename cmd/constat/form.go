package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	"constat/report/web"
	"constat/report/web/form"
	"constat/store/registry"
)

// sweepEvery is how often what uploads left half done is removed.
const sweepEvery = time.Hour

// formCmd serves the registration form of claims alone, on a machine of its own: it
// needs the claims' folders and nothing else.
func formCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("form", stdout, stderr)
	names := o.StringArray("claim", nil, "a `claim` to take members in for; may be given several times")
	address := o.String("listen", "localhost:8470", "`address` where it answers")
	proxy := o.Bool("behind-proxy", false, "a reverse proxy stands before it and says in X-Forwarded-For who asks")
	at := o.String("at", "", "`address` where members reach it through the proxy, as https://host: for the receipt's link and picture")
	help := say("--claim NOM [--listen ADRESSE] [--behind-proxy] [--at https://HÔTE]\n\nSert le formulaire d'inscription jusqu'à SIGTERM, à /claim/NOM/. HTTP simple : mettez TLS devant, avec --behind-proxy.\nCe qui est reçu est chiffré pour les clés du registre, que cette machine n'a pas.",
		"--claim NAME [--listen ADDRESS] [--behind-proxy] [--at https://HOST]\n\nServes the registration form until SIGTERM, at /claim/NAME/. Plain HTTP: put TLS before it, with --behind-proxy.\nWhat is received is encrypted to the keys of the register, which this machine does not hold.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	if len(*names) == 0 {
		return o.fail(errors.New(say("dites pour quel registre : --claim NOM", "say for which claim: --claim NAME").In(o.lang())))
	}
	if !isLoopback(*address) && !*proxy {
		return o.fail(errors.New(say("à %s, ce que les membres écrivent passerait en clair par le réseau ; mettez TLS devant et dites --behind-proxy", "at %s, what members write would go over the network in clear; put TLS before it and say --behind-proxy", *address).In(o.lang())))
	}
	if !isOrigin(*at) {
		return o.fail(errors.New(say("--at : dites l'adresse comme https://hôte, sans rien après, et non « %s »", "--at: say the address as https://host with nothing after it, not %q", *at).In(o.lang())))
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	forms, err := openForms(filepath.Join(o.folder(), "claims"), *names, log, form.Options{Proxy: *proxy, At: *at})
	if err != nil {
		return o.fail(errors.New((&claimCommand{lang: o.lang()}).explain(err)))
	}
	if forms.proxy = *proxy; *at != "" {
		forms.trusted = []string{*at}
	}
	if err := forms.serve(ctx, *address, log, func(at string) {
		for _, n := range *names {
			o.print("Le formulaire répond à http://%s/claim/%s/", "The form answers at http://%s/claim/%s/", at, n)
		}
	}); err != nil {
		return o.fail(err)
	}
	return 0
}

// forms are the forms of some claims, below /claim/.
type forms struct {
	*http.ServeMux
	claims  []*registry.Claim
	trusted []string // origins at which a proxy shows them
	proxy   bool
}

// isOrigin tells whether at is an origin of TLS, or nothing.
func isOrigin(at string) bool {
	u, err := url.Parse(at)
	return at == "" || err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil && at == "https://"+u.Host
}

// openForms opens the claims of these names in dir. One of an earlier version takes nobody
// in by a form, so it is refused.
func openForms(dir string, names []string, log *slog.Logger, o form.Options) (*forms, error) {
	f := &forms{ServeMux: http.NewServeMux()}
	for _, n := range names {
		claim, err := registry.Open(dir, n)
		if err == nil {
			_, err = claim.About()
		}
		if err == nil {
			o.Sites, err = openSites(dir, n)
		}
		if err != nil {
			return nil, fmt.Errorf("form: %w", err)
		}
		f.claims = append(f.claims, claim)
		o.Prefix = "/claim/" + n + "/"
		f.Handle(o.Prefix, form.New(claim, log, o))
	}
	return f, nil
}

// sweep removes, once an hour until ctx is done, what uploads left half done.
func (f *forms) sweep(ctx context.Context, log *slog.Logger) {
	for {
		for _, c := range f.claims {
			if err := c.Sweep(time.Now()); err != nil {
				log.Warn("a claim's folder could not be cleaned", "claim", c.Name)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(sweepEvery):
		}
	}
}

// serve answers at an address until ctx is done; ready learns which it is.
func (f *forms) serve(ctx context.Context, address string, log *slog.Logger, ready func(at string)) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("form: %w", err)
	}
	if !f.proxy { // a proxy's address is everybody's
		l = web.Each(l, web.MaxEach, nil)
	}
	server := web.NewServer(web.Guard(f.orNothing(), log, f.trusted...))
	var running sync.WaitGroup
	sweeping, stop := context.WithCancel(ctx)
	running.Go(func() { f.sweep(sweeping, log) })
	var failed error
	running.Go(func() {
		defer stop()
		if err := server.Serve(web.Limit(l)); !errors.Is(err, http.ErrServerClosed) {
			failed = fmt.Errorf("form: %w", err)
		}
	})
	ready(l.Addr().String())
	<-sweeping.Done()
	bounded, done := context.WithTimeout(context.Background(), 10*time.Second)
	defer done()
	_ = server.Shutdown(bounded) // what is still sent after that gets no answer
	running.Wait()
	return failed
}

// orNothing answers what is no claim of ours with a page that says so.
func (f *forms) orNothing() http.Handler {
	f.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { web.Error(w, web.LangOf(r), http.StatusNotFound) })
	return f
}
