package bundle

import (
	"errors"
	"fmt"
	"net/netip"

	"constat/store/record"
)

// mostAttempts bounds the diagnostic attempts of one round.
const mostAttempts = 8

// attempts checks that an observation is what it says it is: the question of
// its round, or a diagnostic attempt after that failed, which says in what it
// differed. Controls are asked again as they are.
func (c *course) attempts(o *Observed) error {
	asked := o.Answer.Asked
	switch {
	case o.Attempt == 0 || o.Definition.Control:
		if asked != "" {
			return fmt.Errorf("the scheduled question, or a control's, is said to have been asked %q", asked)
		}
		c.failing = o.Definition.Question.AskedOtherwise(o.Answer)
		return nil
	case asked == "":
		return fmt.Errorf("attempt %d does not say in what it differed", o.Attempt)
	case o.Attempt > mostAttempts:
		return fmt.Errorf("attempt %d of one round", o.Attempt)
	case o.Control != record.NotAsked:
		return errors.New("an attempt says what the controls answered")
	case c.last.any && (o.Round != c.last.round || o.Attempt != c.last.attempt+1):
		return fmt.Errorf("attempt %d of round %d comes after attempt %d of round %d", o.Attempt, o.Round, c.last.attempt, c.last.round)
	case c.last.any && !c.failing:
		return fmt.Errorf("attempt %d of a round whose question did not fail in a way that is asked about", o.Attempt)
	}
	return differs(o.Definition.Question, o.Answer)
}

// differs checks that an attempt went where it says it did.
func differs(q record.Question, a record.Answer) error {
	asked, err := record.ParseAsked(a.Asked)
	if err != nil {
		return err
	}
	if _, err := netip.ParseAddr(q.Host()); err == nil || q.Host() == "" || q.Address != "" {
		return errors.New("an attempt that differs, of a question that names no host")
	}
	p := a.Peer
	if len(a.Hops) > 0 {
		p = a.Hops[0].Peer // what a redirect led to is asked as ever
	}
	switch {
	case !p.IsValid():
		return nil
	case asked.Family == 4 && !p.Addr().Is4(), asked.Family == 6 && !p.Addr().Is6(), asked.Address.IsValid() && p != asked.Address:
		return fmt.Errorf("an attempt asked %q reached %v", a.Asked, p)
	}
	return nil
}
