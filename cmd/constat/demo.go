package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"constat/cmd/constat/demo"
)

// demoCmd plays the whole story on loopback: a provider that fails as its
// script says, two daemons that watch it, and all that follows from their
// logs. It does what a user does, by the same commands; then it holds the
// report against what the provider did, and returns 1 where they differ.
func demoCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("demo", stdout, stderr)
	dir := o.StringP("output", "o", "demo", "`folder` to make")
	help := say("[-o DOSSIER]\n\nJoue toute l'histoire sur cette machine, en moins d'une minute, sans réseau : un hébergeur qui tombe en panne, deux points d'observation, le dossier de preuve, le rapport, le registre des membres. Le dossier est neuf, vide, ou d'une démonstration précédente, qu'il remplace. 1 quand le rapport ne dit pas ce qui s'est passé.",
		"[-o DIR]\n\nPlays the whole story on this machine, in under a minute, without network: a provider that fails, two vantages, the bundle, the report, the register of members. The folder is new, empty, or of an earlier demonstration, which it replaces. 1 when the report does not say what happened.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	d := &demonstration{lang: o.lang(), dir: *dir, stderr: stderr}
	found, err := d.play(ctx)
	var said *saidError
	switch {
	case ctx.Err() != nil:
		err = errors.New(tr(d.lang, "interrompue", "interrupted"))
	case errors.As(err, &said):
		err = errors.New(said.In(d.lang))
	}
	if err != nil {
		return o.fail(err)
	}
	found.print(stdout, d.lang, *dir, d.register)
	if !found.agrees() {
		return 1
	}
	return 0
}

// A demonstration is one run of the command.
type demonstration struct {
	lang   string
	dir    string
	stderr io.Writer
	// authorities stamp the logs' checkpoints. They are called what they are:
	// a reader has no reason to believe them but that this is a demonstration.
	authorities []*demo.Authority
	// witness cosigns their checkpoints; the same holds for it.
	witness *serving
	// servers tell the vantages the time; the last is wrong by an hour.
	servers []*demo.TimeServer
	since   string // day on which the contract began
	// register is what came of the claim.
	register demoRegister
}

// authorityNames are what the policy calls them.
var authorityNames = []string{"demonstration-authority-1", "demonstration-authority-2"}

// stamp opens the authorities and the time servers; stop closes them.
func (d *demonstration) stamp() (stop func() error, err error) {
	stop = func() error {
		var errs []error
		for _, a := range d.authorities {
			errs = append(errs, a.Close())
		}
		for _, s := range d.servers {
			errs = append(errs, s.Close())
		}
		return errors.Join(errs...)
	}
	for _, ahead := range []time.Duration{0, 0, time.Hour} {
		s := &demo.TimeServer{Ahead: ahead}
		if err := s.Open(); err != nil {
			return stop, errors.Join(err, stop())
		}
		d.servers = append(d.servers, s)
	}
	for _, name := range authorityNames {
		a, err := demo.NewAuthority(name)
		if err == nil {
			err = a.Open()
		}
		if err != nil {
			return stop, errors.Join(err, stop())
		}
		d.authorities = append(d.authorities, a)
	}
	return stop, nil
}

// A saidError is one that both languages have a sentence for.
type saidError struct{ Phrase }

func (e *saidError) Error() string { return e.EN }

func (d *demonstration) path(parts ...string) string {
	return filepath.Join(append([]string{d.dir}, parts...)...)
}

// play makes the folder, lets the story happen and draws everything from it.
func (d *demonstration) play(ctx context.Context) (found comparison, err error) {
	if d.dir, err = filepath.Abs(d.dir); err != nil {
		return found, err
	}
	release, err := demoFolder(d.dir)
	if err != nil {
		return found, err
	}
	defer release()
	stop, err := d.stamp()
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	stopWitness, err := d.openWitness(ctx)
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, stopWitness()) }()
	acts, err := d.watch(ctx)
	if err != nil {
		return found, err
	}
	d.tell("Dossier de preuve, rapports, registre des membres…", "Bundle, reports, register of members…")
	for _, step := range []func(context.Context) error{d.certificate, d.bring, d.evidence, d.claim, d.reports, d.credits, d.class} {
		if err := step(ctx); err != nil {
			return found, err
		}
	}
	return d.compare(acts)
}

// watch lets two daemons watch the provider while its script plays, and
// returns what the provider did. The daemons end before the provider does.
func (d *demonstration) watch(ctx context.Context) (acts []demo.Act, err error) {
	failing, err := demo.Failing()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, failing.Close()) }()
	steady, err := demo.Steady()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, steady.Close()) }()
	d.tell("Deux points d'observation démarrent…", "Two vantages start…")
	watches, err := d.vantages(ctx, failing, steady)
	defer func() { err = errors.Join(err, watches.stop()) }()
	if err != nil {
		return nil, err
	}
	ctx, cancel := watches.whileRunning(ctx)
	defer cancel()
	if err := watches.ready(ctx); err != nil {
		return nil, errors.Join(err, watches.ended())
	}
	d.tell("L'hébergeur joue son texte, %d secondes :", "The provider plays its script, %d seconds:", int(demo.Length/time.Second))
	err = failing.Play(ctx, func(a demo.Act) { d.tell("  %s : %s", "  %s: %s", a.Site, kindWords[a.Act].In(d.lang)) })
	return failing.Acts(), errors.Join(err, watches.ended())
}

// constat runs a command as a user would, in this process.
func (d *demonstration) constat(ctx context.Context, command string, args ...string) error {
	var out bytes.Buffer
	if code := run(ctx, append([]string{command, "--lang", d.lang}, args...), &out, &out); code != 0 {
		return fmt.Errorf("constat %s %s: exit status %d\n%s", command, strings.Join(args, " "), code, &out)
	}
	return nil
}

// tell says how it goes, to a terminal only.
func (d *demonstration) tell(fr, en string, values ...any) {
	f, ok := d.stderr.(*os.File)
	if !ok {
		return
	}
	if fi, err := f.Stat(); err == nil && fi.Mode()&os.ModeCharDevice != 0 {
		fmt.Fprintln(f, say(fr, en, values...).In(d.lang))
	}
}
