package main

import (
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"constat/report/dossier"
	"constat/store"
	"constat/store/record"
)

// desks are where each vantage listens for jobs.
var desks = []string{"127.77.2.1:8469", "127.77.2.2:8469"}

// A job reports in to every vantage, over and over, and keeps when it meant to.
type job struct {
	target *watched
	mu     sync.Mutex
	says   string // "up", "down", or "" for nothing
	meant  []time.Time
}

// within is how old the newest report may be.
func (w *watched) within() time.Duration { return w.interval + w.timeout }

// reports are jobs that must report in.
func (f *field) reports() error {
	for _, name := range []string{"backup", "export"} {
		w, err := f.at(name, "push://"+name, "")
		if err != nil {
			return err
		}
		w.interval, w.timeout = f.playbill.interval/2, time.Second
		j := &job{target: w, says: "up"}
		f.jobs = append(f.jobs, j)
		w.befalls("the job reports nothing", string(record.PushMissing), j.becomes(""), j.becomes("up"))
		w.befalls("the job says that it failed", "push-failed", j.becomes("down"), j.becomes("up"))
	}
	return nil
}

func (j *job) becomes(says string) func() error {
	return func() error {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.says = says
		return nil
	}
}

// report has all jobs report in until stop is called, which may be twice.
func (f *field) report(d *demonstration) (stop func()) {
	over := make(chan struct{})
	var all sync.WaitGroup
	for _, j := range f.jobs {
		all.Go(func() { j.run(d, over) })
	}
	return sync.OnceFunc(func() {
		close(over)
		all.Wait()
	})
}

func (j *job) run(d *demonstration, over <-chan struct{}) {
	tick := time.NewTicker(j.target.within() / 8)
	defer tick.Stop()
	var calls sync.WaitGroup
	defer calls.Wait()
	for {
		select {
		case <-over:
			return
		case <-tick.C:
		}
		j.mu.Lock()
		says := j.says
		j.meant = append(j.meant, time.Now())
		j.mu.Unlock()
		if says == "" {
			continue
		}
		for i, name := range demoVantages {
			calls.Go(func() { j.call(d.path("vantages", name), name, desks[i], says) })
		}
	}
}

// call reports once. That nobody listens is for the vantage to find out.
func (j *job) call(dir, vantage, desk, says string) {
	token, err := store.Token(filepath.Clean(dir), vantage, j.target.url)
	if err != nil {
		return
	}
	c := http.Client{Timeout: j.target.within()}
	r, err := c.Post("http://"+desk+"/push/"+token+"?status="+says, "", strings.NewReader(""))
	if err == nil {
		r.Body.Close()
	}
}

// jobOf is the job of a target, nil where it is none.
func (f *field) jobOf(target string) *job {
	for _, j := range f.jobs {
		if j.target.name == target {
			return j
		}
	}
	return nil
}

// lag is how long a failure may pass unseen: a report counts for a while.
func (f *field) lag(b *befallen) time.Duration {
	if j := f.jobOf(b.target); j != nil && b.want == string(record.PushMissing) {
		return j.target.within()
	}
	return 0
}

// dozed reports whether an incident is of a job that was itself too slow: this
// program did not run when it should have reported.
func (f *field) dozed(i dossier.Incident) bool {
	j := f.jobOf(i.Target)
	if j == nil || i.Cause != string(record.PushMissing) {
		return false
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for n := 1; n < len(j.meant); n++ {
		from, to := j.meant[n-1], j.meant[n]
		if to.Sub(from) > j.target.within()/2 && record.At(from) < i.FirstBad.Instant && i.LastBad.Instant < record.At(to.Add(2*everythingSlack)) {
			return true
		}
	}
	return false
}
