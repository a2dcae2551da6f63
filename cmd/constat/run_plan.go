package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/collector/inventory"
	"constat/collector/path"
	"constat/report/contract"
	"constat/report/incident"
	"constat/report/loss"
	"constat/report/web/dashboard"
	"constat/store"
	"constat/store/record"
)

// A plan is a configuration ready to be watched.
type plan struct {
	targets                   []record.Watched
	config, method, catalogue record.Hash
	rules                     []record.Hash // of contracts in force, and of their terms
	contracts                 []*contract.Contract
	counts                    [2]int   // targets, controls
	echoes                    []string // services that tell our address
	secrets                   map[string]inventory.Secret
	pictured                  map[string]bool
	furnished                 map[string]bool
	stocked                   map[string]int64
	paths                     *path.Asker
	resolvers                 []netip.AddrPort
	rate                      int   // questions a second to one host
	tell                      order // whom, and of what
	users                     []dashboard.User
	seal                      *tls.Certificate // of what listens; nil for none
}

// plan makes the configuration known to the log.
func (w *watch) plan(c *Config, text []byte) (p plan, err error) {
	method := []byte(incident.Standard().Text)
	if c.Method != "" {
		if method, err = os.ReadFile(filepath.Join(w.dir, c.Method)); err != nil {
			return p, fmt.Errorf("read method: %w", err)
		}
		if _, err := incident.ParseMethod(method); err != nil {
			return p, fmt.Errorf("method %q: %w", c.Method, err)
		}
	}
	if p.config, err = w.store.KeepFile(text); err != nil {
		return p, err
	}
	if p.method, err = w.store.KeepFile(method); err != nil {
		return p, err
	}
	if p.catalogue, err = w.keepCatalogue(c.Catalogue); err != nil {
		return p, err
	}
	var unread error
	if p.contracts, p.rules, unread = c.agreed(w.dir); unread != nil {
		w.log.Warn("contracts or terms that cannot be read are without effect", "err", unread)
	}
	if _, dependencies := build(); dependencies != nil {
		if _, err = w.store.KeepFile(dependencies); err != nil {
			return p, err
		}
	}
	p.paths, p.resolvers, p.rate = w.asker(c), c.Resolvers, c.Rate
	p.counts, p.echoes = [2]int{len(c.Targets), len(c.Controls)}, c.Echo
	if p.secrets, err = secrets(w.dir, c); err != nil {
		return p, err
	}
	p.pictured, p.furnished, p.stocked = pictured(c), furnished(c), stocked(c)
	to, err := addressees(w.dir, c)
	if err != nil {
		return p, err
	}
	if p.users, err = usersOf(w.dir, c); err != nil {
		return p, err
	}
	if p.seal, err = certified(w.dir, c.TLS); err != nil {
		return p, err
	}
	p.targets, err = w.store.Enter(entries(c, record.At(time.Now())))
	p.tell = orderOf(c, p, to)
	return p, err
}

// keepCatalogue keeps the default pages that a file adds beside the log; none for
// no file.
func (w *watch) keepCatalogue(name string) (record.Hash, error) {
	if name == "" {
		return record.Hash{}, nil
	}
	text, err := readCatalogue(w.dir, name)
	if err != nil {
		return record.Hash{}, err
	}
	return w.store.KeepFile(text)
}

// readCatalogue reads a catalogue of default pages that lies beside the
// configuration, and refuses what it does not know.
func readCatalogue(dir, name string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	if _, err := loss.ParseCatalogue(text); err != nil {
		return nil, fmt.Errorf("catalogue %q: %w", name, err)
	}
	return text, nil
}

// asker learns who stands behind names. It is the same over reloads as long as
// the same is asked: registries are asked seldom.
func (w *watch) asker(c *Config) *path.Asker {
	next := &path.Asker{Servers: resolvers(), Routes: c.Path.Routes, Registries: c.Path.Registries}
	if before := w.paths; before != nil && slices.Equal(before.Servers, next.Servers) && before.Routes == next.Routes && before.Registries == next.Registries {
		return before
	}
	w.paths = next
	return next
}

// entries are the targets and controls of a configuration as the log has them.
func entries(c *Config, now record.Instant) []record.Target {
	var out []record.Target
	for _, t := range c.Targets {
		out = append(out, record.Target{Time: now, Name: t.Name, Site: t.Site, Provider: t.Provider,
			Interval: tenths(t.Interval), Question: t.Question(), ProviderName: c.Providers[t.Provider].Name})
	}
	for _, url := range c.Controls {
		t := Target{URL: url, Timeout: 5 * time.Second}
		if kindOf(url) == "http" {
			t.Method, t.BodyLimit = http.MethodGet, 64<<10
		}
		q := t.Question()
		out = append(out, record.Target{Time: now, Name: url, Control: true, Interval: tenths(controlRate), Question: q})
	}
	return out
}

func tenths(d time.Duration) record.Round { return record.Round(d / (100 * time.Millisecond)) }

// A reading is a configuration and its text.
type reading struct {
	config *Config
	text   []byte
}

// reread reads the configuration over. One that cannot be used changes nothing.
func (w *watch) reread() *reading {
	config, text, err := LoadConfig(w.path)
	if err == nil && !isOf(w.store, config.Name) {
		err = &store.NamedError{Have: w.store.Origin(), Want: record.EpochOf(config.Name, 1)}
	}
	if err != nil {
		w.log.Error("configuration not reloaded; going on with the one before", "err", err)
		return nil
	}
	return &reading{config, text}
}

// replan enters a new configuration, or goes on with the plan before.
func (w *watch) replan(before plan, r *reading) plan {
	p, err := w.plan(r.config, r.text)
	if err == nil {
		err = w.enter(context.Background(), "reload", p)
	}
	if err != nil {
		w.log.Error("configuration not reloaded; going on with the one before", "err", err)
		return w.resume(before)
	}
	w.clock.Use(r.config.Clock)
	w.notifier.use(p.tell)
	w.relisten(r.config.Listen, p)
	w.board.use(r.config, p)
	if !slices.Equal(w.claims, r.config.formsOf()) {
		w.log.Warn("claims changed; it takes a restart", "claims", strings.Join(w.claims, " "))
	}
	w.log.Info("configuration reloaded", "targets", p.counts[0], "controls", p.counts[1])
	return p
}

// resume brings a plan's newest rounds up to what was kept since.
func (w *watch) resume(p plan) plan {
	targets := make([]record.Target, len(p.targets))
	for i, t := range p.targets {
		targets[i] = t.Target
	}
	if again, err := w.store.Enter(targets); err == nil {
		p.targets = again
	}
	return p
}
