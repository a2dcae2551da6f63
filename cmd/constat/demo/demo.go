// Package demo plays the failing provider of the demonstration.
//
// A [Provider] is a small hosting company on loopback: real TCP listeners, one
// per site, with pages a visitor would believe. [Failing] has six sites and a
// script of what befalls them; [Steady] has two and none. The provider writes
// down what it did and when, by its own clock: the [Act]s are the truth that a
// report of the demonstration can be held against.
//
// The package knows nothing of those who watch, and they nothing of it.
package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// A Provider keeps sites.
type Provider struct {
	// Status is what it says of itself; nil for nothing.
	Status *Status

	sites  []*Site
	script []step

	mu   sync.Mutex
	acts []Act
}

// Failing starts the provider that things befall. Its sites are good until
// [Provider.Play].
func Failing() (*Provider, error) { return start(failing(), script, &Status{}) }

// Steady starts a provider that never fails.
func Steady() (*Provider, error) { return start(steady(), nil, nil) }

func start(sites []*Site, script []step, status *Status) (*Provider, error) {
	p := &Provider{sites: sites, script: script, Status: status}
	if status != nil {
		if err := status.open(); err != nil {
			return nil, fmt.Errorf("open status page: %w", err)
		}
	}
	for _, s := range sites {
		if err := s.open(); err != nil {
			return nil, errors.Join(fmt.Errorf("open site %q: %w", s.Name, err), p.Close())
		}
	}
	return p, nil
}

// Sites returns the provider's sites, in a fixed order.
func (p *Provider) Sites() []*Site { return p.sites }

// Play lets the script happen, tells each act once it is done, and returns when
// the script is over or ctx is done.
func (p *Provider) Play(ctx context.Context, tell func(Act)) error {
	begun := time.Now()
	for _, s := range p.script {
		select {
		case <-time.After(time.Until(begun.Add(s.at))):
		case <-ctx.Done():
			return ctx.Err()
		}
		if s.act == over {
			return nil
		}
		act, err := p.do(s)
		if err != nil {
			return fmt.Errorf("site %q, %s: %w", s.site, s.act, err)
		}
		tell(act)
	}
	return nil
}

// do does one thing to one site and writes it down, with the moment before and
// the moment after.
func (p *Provider) do(s step) (Act, error) {
	before := time.Now()
	if err := p.befall(s); err != nil {
		return Act{}, err
	}
	act := Act{Site: s.site, Act: s.act, From: before, Done: time.Now()}
	p.write(act)
	return act, nil
}

func (p *Provider) befall(s step) error {
	if s.act == Admitted {
		if p.Status == nil {
			return errNoStatus
		}
		p.Status.admit()
		return nil
	}
	i := slices.IndexFunc(p.sites, func(site *Site) bool { return site.Name == s.site })
	return p.sites[i].become(s.act, s.state)
}

func (p *Provider) write(act Act) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, a := range p.acts {
		if a.Site == act.Site && a.Act.Lasts() && a.To.IsZero() {
			p.acts[i].Ending, p.acts[i].To = act.From, act.Done
		}
	}
	p.acts = append(p.acts, act)
}

// Acts returns what the provider did so far, in order.
func (p *Provider) Acts() []Act {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.acts)
}

// Close ends all sites, and every connection to them.
func (p *Provider) Close() error {
	var errs []error
	for _, s := range p.sites {
		errs = append(errs, s.close())
	}
	if p.Status != nil {
		errs = append(errs, p.Status.close())
	}
	return errors.Join(errs...)
}
