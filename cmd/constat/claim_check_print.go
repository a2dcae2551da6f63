package main

import (
	"errors"
	"fmt"
	"strings"

	own "constat/collector/owner"
)

// assetFault says why what a member wrote can't be asked for. text is repeated only where
// it was typed here.
func (c *claimCommand) assetFault(text string, err error) string {
	why := c.text("ce n'est pas le nom d'un site, comme boutique.example", "this is not the name of a site, as shop.example")
	switch {
	case errors.Is(err, own.ErrAddress):
		why = c.text("une adresse n'est pas un nom ; seules des pièces montrent qui s'en servait", "an address is not a name; only papers show who used it")
	case errors.Is(err, own.ErrPrivate):
		why = c.text("ce nom n'existe que dans des réseaux privés ; il n'est pas demandé", "this name exists only in private networks; it is not asked for")
	case errors.Is(err, own.ErrSuffix):
		why = c.text("sous ce nom, n'importe qui peut loger un site", "under this name, anybody can put a site")
	}
	if text == "" {
		return why
	}
	return fmt.Sprintf("%q%s%s", text, c.text(" : ", ": "), why)
}

// printChecked says one result: the way by its own name, what came of it, why, and what it
// shows and doesn't.
func (c *claimCommand) printChecked(one ownerChecked) {
	r := one.Result
	c.say("Membre %d, %s, %s : %s.", "Member %d, %s, %s: %s.", one.MemberNo, r.Asset, r.Way.Name().In(c.lang), r.Result.Name().In(c.lang))
	if r.Reason != "" {
		c.say("  %s", "  %s", r.Reason.Text().In(c.lang))
	}
	if r.Result == own.Proven || r.Result == own.LookedAt {
		c.say("  %s", "  %s", r.Way.Shows().In(c.lang))
		c.say("  Poids : %s. %s", "  Weight: %s. %s", r.Weight.Name().In(c.lang), r.Weight.Why().In(c.lang))
	}
	for _, s := range r.Steps {
		c.say("    %s", "    %s", s.In(c.lang))
	}
}

// showChecked says what was kept before, and asks nobody.
func (c *claimCommand) showChecked(subjects []subject) int {
	all := []ownerChecked{}
	for _, s := range subjects {
		for _, r := range s.kept() {
			all = append(all, ownerChecked{s.Member, true, r})
		}
	}
	if c.asJSON {
		if printJSON(c.stdout, map[string]any{"checked": all}) != nil {
			return 2
		}
		return 0
	}
	for _, one := range all {
		c.say("%s", "%s", one.At.Format("2006-01-02 15:04:05Z"))
		c.printChecked(one)
	}
	if len(all) == 0 {
		c.say("Rien n'a encore été demandé.", "Nothing has been asked for yet.")
	}
	return 0
}

// tellTasks says what each member has to place, or to do.
func (c *claimCommand) tellTasks(a *own.Asker, subjects []subject) {
	for _, s := range subjects {
		c.say("Membre %d, %s", "Member %d, %s", s.Member, s.Asset.Host)
		for _, t := range a.Tasks(s.Challenge) {
			c.say("  %s : %s", "  %s: %s", t.Way.Name().In(c.lang), t.Words.In(c.lang))
			for _, p := range t.Copies {
				c.say("    %s : %s", "    %s: %s", p.Label.In(c.lang), p.Text)
			}
			if len(t.To) > 0 {
				c.say("    %s", "    %s", strings.Join(t.To, ", "))
			}
		}
	}
}
