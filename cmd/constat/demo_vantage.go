package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"text/template"
	"time"

	"constat/cmd/constat/demo"
)

// demoVantages are the two places the provider is watched from.
var demoVantages = []string{"saguenay-1", "paris-1"}

const (
	demoStart = 20 * time.Second // for the daemons to have asked every site
	demoStop  = 20 * time.Second // for one to end after SIGTERM
)

// A watcher is one vantage and its daemon, a process of its own.
type watcher struct {
	name, dir string
	process   *os.Process   // nil until it runs
	gone      chan struct{} // closed when it has ended
	err       error         // why, once gone
}

type watchers []*watcher

// vantages makes the vantages as a user does, and starts their daemons. What
// was started is returned with an error as well.
func (d *demonstration) vantages(ctx context.Context, failing, steady *demo.Provider) (all watchers, err error) {
	for _, name := range demoVantages {
		w := &watcher{name: name, dir: d.path("vantages", name), gone: make(chan struct{})}
		if err := d.constat(ctx, "init", w.dir, "--name", name); err != nil {
			return all, err
		}
		if err := d.enrol(ctx, w.dir); err != nil {
			return all, err
		}
		text, err := d.config(name, failing, steady)
		if err != nil {
			return all, err
		}
		if err := writeWhole(w.config(), text, true); err != nil {
			return all, err
		}
		if err := d.agree(w.dir, failing.Status.Terms()); err != nil {
			return all, err
		}
		if err := d.constat(ctx, "check", "--config", w.config()); err != nil {
			return all, err
		}
		if err := w.start(); err != nil {
			return all, fmt.Errorf("start %s: %w", name, err)
		}
		all = append(all, w)
	}
	return all, nil
}

var demoConfigText = template.Must(template.New("").Parse(`# Un point de vue de la démonstration.   A vantage of the demonstration.
name: {{.Name}}
targets:
{{- range .Sites}}
  - name: {{.Name}}
    site: {{.Domain}}
    provider: hebergeur-demo
    url: {{.URL}}
    interval: 1s
    timeout: 800ms
    {{- if and $.Pictured (eq .Name "photographe")}}
    # Où Chromium est installé, des images de la page, et ce qu'il faut pour la remontrer.
    # Where Chromium is installed, pictures of the page, and what it takes to show it again.
    pictures: true
    requisites: true
    {{- end}}
    {{- with .Condition}}
    conditions:
      - "[STATUS] < 400"
      - {{printf "%q" .}}
    {{- end}}
{{- end}}
  - {name: page-etat, provider: hebergeur-demo, statement: "{{.Status.URL}}", interval: 1s, timeout: 800ms}
controls:
{{- range .Controls}}
  - {{.URL}}
{{- end}}
anchors:
{{- range .Authorities}}
  - {{.URL}}
{{- end}}
witnesses:
  - {url: "{{.Witness}}", key: "{{.WitnessKey}}"}
# Des serveurs de temps de démonstration ; le dernier se trompe d'une heure.
# Time servers of the demonstration; the last one is wrong by an hour.
clock:
{{- range .Servers}}
  - {{.Address}}
{{- end}}
terms: contrats.yaml
providers:
  hebergeur-demo: {name: Hébergeur Démo inc., terms: ["{{.Status.Terms}}"]}
`))

func (d *demonstration) config(name string, failing, steady *demo.Provider) ([]byte, error) {
	var b bytes.Buffer
	err := demoConfigText.Execute(&b, map[string]any{"Name": name, "Sites": failing.Sites(), "Status": failing.Status, "Controls": steady.Sites(), "Authorities": d.authorities,
		"Servers": d.servers, "Pictured": name == demoVantages[0], "Witness": "http://" + d.witness.address, "WitnessKey": d.witness.Key()})
	return b.Bytes(), err
}

func (w *watcher) config() string { return filepath.Join(w.dir, "constat.yaml") }

// start runs the daemon. Should this process be killed, the system ends it.
func (w *watcher) start() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(w.dir, "run.log"))
	if err != nil {
		return err
	}
	c := exec.Command(program, "run", "--config", w.config())
	c.Stdout, c.Stderr = log, log
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	started := make(chan error)
	go func() {
		// The signal is sent when the thread that started the child ends.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer log.Close()
		err := c.Start()
		started <- err
		if err == nil {
			w.err = c.Wait()
			close(w.gone)
		}
	}()
	if err := <-started; err != nil {
		return err
	}
	w.process = c.Process
	return nil
}

// stop ends the daemon and waits. It may be called again.
func (w *watcher) stop() error {
	_ = w.process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-w.gone:
	case <-time.After(demoStop):
		_ = w.process.Kill()
		<-w.gone
	}
	if w.err != nil {
		return fmt.Errorf("%s ended: %w; %s says more", w.name, w.err, filepath.Join(w.dir, "run.log"))
	}
	return nil
}

// stop ends all daemons, at once, and waits.
func (ws watchers) stop() error {
	for _, w := range ws {
		_ = w.process.Signal(syscall.SIGTERM)
	}
	var errs []error
	for _, w := range ws {
		errs = append(errs, w.stop())
	}
	return errors.Join(errs...)
}

// ended returns an error when a daemon ended by itself.
func (ws watchers) ended() error {
	for _, w := range ws {
		select {
		case <-w.gone:
			return fmt.Errorf("%s ended before the demonstration did; %s says more", w.name, filepath.Join(w.dir, "run.log"))
		default:
		}
	}
	return nil
}

// whileRunning returns a context that is done when a daemon ends.
func (ws watchers) whileRunning(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	for _, w := range ws {
		go func() {
			select {
			case <-w.gone:
				cancel()
			case <-ctx.Done():
			}
		}()
	}
	return ctx, cancel
}

// ready waits until every vantage has asked every site.
func (ws watchers) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, demoStart)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for _, w := range ws {
		for !w.asked(ctx) {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return fmt.Errorf("%s does not watch: %w; %s says more", w.name, ctx.Err(), filepath.Join(w.dir, "run.log"))
			}
		}
	}
	return nil
}

func (w *watcher) asked(ctx context.Context) bool {
	d, err := dial(w.dir)
	if err != nil {
		return false
	}
	defer d.close()
	st, err := d.standing(ctx)
	for _, t := range st.Targets {
		if t.Last == 0 && !t.Target.Control { // controls have a slower round of their own
			return false
		}
	}
	return err == nil && len(st.Targets) > 0
}
