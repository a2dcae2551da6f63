package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"constat/collector"
	"constat/collector/path"
	"constat/store"
	"constat/store/record"
)

const (
	sealEvery   = time.Hour        // a record is committed at the latest so long after
	sealSpacing = 10 * time.Second // between two seals, however often answers change
	controlRate = 30 * time.Second
)

// runCmd is the daemon. SIGTERM and SIGINT end it cleanly, SIGHUP reads the
// configuration over.
func runCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("run", stdout, stderr)
	help := say("\n\nObserve jusqu'à SIGTERM ; SIGHUP relit la configuration.", "\n\nWatches until SIGTERM; SIGHUP reads the configuration over.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	w := &watch{warned: warned{}, path: *o.config, dir: o.folder(), log: slog.New(slog.NewTextHandler(stderr, nil)), reload: hup}
	if err := w.run(ctx); err != nil {
		return o.fail(err)
	}
	return 0
}

// A watch is one run of the daemon.
type watch struct {
	path, dir string
	log       *slog.Logger
	reload    <-chan os.Signal
	store     *store.Store
	anchors   *anchoring
	cosigners *cosigning
	clock     *collector.Timekeeper
	paths     *path.Asker
	desk      *desk
	entered   record.Watch // the newest of them
	warned    warned       // last days to ask that were said to be near
	notifier  *notifier
	registrar *registrar
	board     *board   // nil where nothing listens
	claims    []string // that members are taken in for, and where they reach the forms
}

func (w *watch) run(ctx context.Context) (err error) {
	config, text, err := LoadConfig(w.path)
	if err != nil {
		return err
	}
	if w.store, err = openNamed(w.dir, config.Name); err != nil {
		return err
	}
	introduce(config)
	defer func() { err = errors.Join(err, w.store.Close()) }()
	if err := enterKey(w.store, w.dir); err != nil {
		return err
	}
	p, err := w.plan(config, text)
	if err != nil {
		return err
	}
	anchors, stopAnchors := startAnchoring(w.store, w.log, config.Anchors)
	defer stopAnchors()
	w.anchors = anchors
	cosigners, stopCosigning, err := startCosigning(w.store, w.log, config.Witnesses)
	if err != nil {
		return err
	}
	defer stopCosigning()
	w.cosigners = cosigners
	stopClosed, err := cosignClosed(w.store, w.log, config.Witnesses)
	if err != nil {
		return err
	}
	defer stopClosed()
	stopWitness, err := w.witness(config.Witness)
	if err != nil {
		return err
	}
	defer stopWitness()
	w.registrar = newRegistrar(w.store, w.dir)
	w.clock = collector.NewTimekeeper(w.store, w.log, config.Clock)
	stop, err := w.serve()
	if err != nil {
		return err
	}
	defer stop()
	if err := w.enter(ctx, "start", p); err != nil {
		return err
	}
	// The key, the targets and the method are under a checkpoint, and that
	// one is stamped, before the first probe.
	if err := attest(ctx, w.anchors, w.cosigners, anchorPatience); err != nil {
		return err
	}
	notifier, stopNotifier := startNotifier(&holder{w.store, w.dir, w.anchors, w.cosigners, w.registrar}, w.log, p.tell)
	defer stopNotifier()
	w.notifier = notifier
	w.log.Info("watching", "log", w.store.Origin(), "targets", p.counts[0], "controls", p.counts[1])
	board, stopBoard, err := startBoard(&holder{w.store, w.dir, w.anchors, w.cosigners, w.registrar}, w.log, config, p)
	if err != nil {
		return err
	}
	defer stopBoard()
	forms, stopForms, err := startForms(w.dir, config, w.log)
	if err != nil {
		return err
	}
	defer stopForms()
	w.board, w.claims, w.desk = board, config.formsOf(), newDesk(w.log)
	w.desk.front = frontOf(board, forms)
	if !isLoopback(config.Listen) && !config.BehindProxy {
		w.desk.each = maxEach
	}
	stopDesk, err := w.listen(config.Listen, p)
	if err != nil {
		return err
	}
	last, err := w.timed(ctx, p)
	stopBoard()
	stopDesk()
	err = errors.Join(err, w.enter(context.WithoutCancel(ctx), "stop", last))
	sealErr := attest(context.WithoutCancel(ctx), w.anchors, w.cosigners, stopPatience)
	w.log.Info("stopped", "log", w.store.Origin())
	return errors.Join(err, sealErr)
}

// openNamed opens the store of the vantage called name. A store that holds
// nothing yet takes the name of the configuration.
func openNamed(dir, name string) (*store.Store, error) {
	s, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Ended():
		return nil, errors.Join(&store.EndedError{Log: s.Origin()}, s.Close())
	case isOf(s, name):
		return s, nil
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if err := store.Rekey(dir, record.EpochOf(name, 1)); err != nil {
		return nil, err
	}
	if err := writePolicy(dir); err != nil {
		return nil, err
	}
	return store.Open(dir)
}

// isOf reports whether the log is of the vantage called name, in any epoch.
func isOf(s *store.Store, name string) bool {
	vantage, _, ok := record.Epoch(s.Origin())
	return ok && vantage == name
}

// enter describes the instrument in the log. Services that tell our address are
// asked at the start and at the stop; a reload waits for nobody.
func (w *watch) enter(ctx context.Context, event string, p plan) error {
	e := instrument(event)
	if event != "reload" {
		e.Network.Echoes = echoed(ctx, p.echoes)
	}
	e.Config, e.Method, e.Rules, e.Catalogue, e.Targets, e.Controls = p.config, p.method, p.rules, p.catalogue, p.counts[0], p.counts[1]
	if err := w.store.Append(e); err != nil {
		return err
	}
	w.entered = e
	return nil
}

// timed has time servers asked while the watch goes on, and once more after it.
func (w *watch) timed(ctx context.Context, p plan) (last plan, err error) {
	keeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	var ended sync.WaitGroup
	ended.Go(func() { w.clock.Run(keeping) })
	ended.Go(func() { w.registrar.run(keeping, w.log) })
	last, err = w.watch(ctx, p)
	stop()
	ended.Wait()
	return last, err
}

// watch runs the collector until ctx is done, anew at each reload, and returns
// the plan that was in force last. The old collector has handed everything
// over before a changed question is entered: no answer goes under another
// question than its own.
func (w *watch) watch(ctx context.Context, p plan) (plan, error) {
	for {
		round, cancel := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() {
			ended <- collector.New(w.board.looking().before(w.notifier.heard.before(remind(w.store, w.dir, w.log, p.contracts, p.targets))), w.log, p.targets, collector.Options{Clock: w.clock, Inbox: w.desk.inbox, Shelf: w.store, Secrets: p.secrets, Rate: p.rate,
				Paths: p.paths, Record: w.store, Resolvers: p.resolvers, Camera: w.camera(p.pictured), Album: w.store, Pictured: p.pictured,
				Furnisher: furnisher(p.rate), Stock: w.store, Furnished: p.furnished, Larder: w.store, Stocked: p.stocked}).Run(round)
		}()
		next := w.tend(ctx)
		cancel()
		if err := <-ended; err != nil || next == nil {
			return p, err
		}
		p = w.replan(p, next)
	}
}

// tend seals while the collector runs. It returns a new configuration at a
// reload, nil at the end.
func (w *watch) tend(ctx context.Context) *reading {
	hourly, glance := time.NewTicker(sealEvery), time.NewTicker(glanceEvery)
	defer hourly.Stop()
	defer glance.Stop()
	var due <-chan time.Time // a seal that waits for its spacing
	var last time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-w.reload:
			if next := w.reread(); next != nil {
				return next
			}
		case <-w.store.Due():
			w.clock.Incident()
			if due == nil {
				due = time.After(max(0, sealSpacing-time.Since(last)))
			}
		case <-due:
			due, last = nil, time.Now()
			w.seal()
		case <-hourly.C:
			last = time.Now()
			w.seal()
			w.warned.deadlines(w.log, claimsOf(w.path, last))
		case <-glance.C:
			w.lookAround()
		}
	}
}

// seal goes on without a signature if it must: what was seen is on disk.
func (w *watch) seal() {
	c, err := w.store.Seal(time.Now())
	if err != nil {
		w.log.Error("not sealed; trying again at the next change or hour", "err", err)
		return
	}
	w.log.Info("sealed", "tree_size", c.Size)
	w.anchors.want()
	w.cosigners.want()
}

// listen has jobs report in until the returned function is called. A change of
// the address takes a restart.
func (w *watch) listen(address string, p plan) (stop func(), err error) {
	jobs, err := jobsOf(w.store, p.targets)
	if err != nil {
		return nil, err
	}
	w.desk.inbox.Use(jobs)
	w.desk.address = address
	w.desk.seal.Store(p.seal)
	return w.desk.open(address)
}

// relisten takes over what jobs a new configuration has.
func (w *watch) relisten(address string, p plan) {
	if address != w.desk.address {
		w.log.Warn("listen changed; it takes a restart", "listening", w.desk.address)
	}
	jobs, err := jobsOf(w.store, p.targets)
	if err != nil {
		w.log.Error("jobs that report in not renewed; going on with those before", "err", err)
		return
	}
	w.desk.inbox.Use(jobs)
	if before := w.desk.seal.Load(); (before == nil) != (p.seal == nil) {
		w.log.Warn("tls changed; it takes a restart")
	} else {
		w.desk.seal.Store(p.seal)
	}
}

// serve answers the other commands until the returned function is called.
func (w *watch) serve() (stop func(), err error) {
	l, err := listen(w.dir)
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: handler(&holder{w.store, w.dir, w.anchors, w.cosigners, w.registrar}), ReadHeaderTimeout: 10 * time.Second}
	var running sync.WaitGroup
	running.Go(func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			w.log.Error("socket", "err", err)
		}
	})
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		_ = server.Shutdown(ctx) // what is still asked after that gets no answer
		running.Wait()
		_ = os.Remove(filepath.Join(w.dir, socketName))
	}, nil
}
