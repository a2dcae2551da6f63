package main

import (
	"errors"
	"os/exec"
	"syscall"
	"time"
)

// isAlone is what one vantage alone saw: no downtime, and said.
const isAlone = "(one vantage)"

// together are the trials that befall all targets, or the vantages: nothing of
// them is a failure of any target.
func (f *field) together(p playbill, daemons []*exec.Cmd) []trial {
	shop := f.targets[0]
	shut := func() error { return shop.gate.become(manner{refuse: true}) }
	hush := func() error { return shop.gate.become(manner{instead: silent}) }
	open := func() error { return shop.gate.become(manner{}) }
	pause := func(list ...*exec.Cmd) func() error { return signalAll(syscall.SIGSTOP, list) }
	resume := func(list ...*exec.Cmd) func() error { return signalAll(syscall.SIGCONT, list) }
	settle := func() error { <-time.After(p.interval / 2); return nil }
	return []trial{
		{"our own network is down", "(unknown)", func() error { return loopback(false) }, func() error { return loopback(true) }, "", nil},
		{"the controls are away, and nobody listens", isUnknown, stepping(f.controlsMeet(manner{refuse: true}), shut), stepping(open, f.controlsMeet(manner{})), shop.name, nil},
		{"the controls take their time, and nobody speaks", isUnknown, stepping(f.controlsMeet(manner{passing: late(p.timeout * 9 / 10)}), hush), stepping(open, f.controlsMeet(manner{})), shop.name, nil},
		{"one vantage stands still, and nobody listens", isAlone, stepping(pause(daemons[0]), shut), stepping(open, settle, resume(daemons[0])), shop.name, nil},
		{"both vantages stand still, and nobody listens", "(not watched)", stepping(pause(daemons...), shut), stepping(open, settle, resume(daemons...)), shop.name, nil},
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

func signalAll(what syscall.Signal, list []*exec.Cmd) func() error {
	return func() error {
		var errs []error
		for _, c := range list {
			errs = append(errs, c.Process.Signal(what))
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
