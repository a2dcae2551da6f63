package main

import (
	"errors"
	"syscall"
	"time"
)

// isAlone is what one vantage alone saw: no downtime, and said.
const isAlone = "(one vantage)"

// together are the trials that befall all targets, or the vantages: nothing of
// them is a failure of any target.
func (f *field) together(p playbill, daemons *crew) []trial {
	shop := f.targets[0]
	shut := func() error { return shop.gate.become(manner{refuse: true}) }
	hush := func() error { return shop.gate.become(manner{instead: silent}) }
	open := func() error { return shop.gate.become(manner{}) }
	pause := func(n int) func() error { return func() error { return daemons.signal(syscall.SIGSTOP, n) } }
	resume := func(n int) func() error { return func() error { return daemons.signal(syscall.SIGCONT, n) } }
	settle := func() error { <-time.After(p.interval / 2); return nil }
	of := func(target, what, want string, begin, end func() error) trial {
		return trial{what: what, want: want, begin: begin, end: end, target: target}
	}
	return []trial{
		of("", "our own network is down", "(unknown)", func() error { return loopback(false) }, func() error { return loopback(true) }),
		of(shop.name, "the controls are away, and nobody listens", isUnknown, stepping(f.controlsMeet(manner{refuse: true}), shut), stepping(open, f.controlsMeet(manner{}))),
		of(shop.name, "the controls take their time, and nobody speaks", isUnknown, stepping(f.controlsMeet(manner{passing: late(p.timeout * 9 / 10)}), hush), stepping(open, f.controlsMeet(manner{}))),
		of(shop.name, "one vantage stands still, and nobody listens", isAlone, stepping(pause(1), shut), stepping(open, settle, resume(1))),
		of(shop.name, "both vantages stand still, and nobody listens", "(not watched)", stepping(pause(2), shut), stepping(open, settle, resume(2))),
		of(shop.name, "both daemons are stopped, and nobody listens", "(not watched)", stepping(daemons.stop, shut), stepping(open, settle, daemons.start)),
	}
}

func (f *field) controlsMeet(m manner) func() error {
	return func() error {
		var errs []error
		for _, c := range f.controls {
			errs = append(errs, c.become(m))
		}
		return errors.Join(errs...)
	}
}

// stepping does one thing after the other.
func stepping(steps ...func() error) func() error {
	return func() error {
		for _, do := range steps {
			if err := do(); err != nil {
				return err
			}
		}
		return nil
	}
}
