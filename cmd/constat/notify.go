package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/report/lang"
	"constat/report/notify"
	"constat/store/record"
)

// notifyCmd tries the way to whom is to be told. It returns 1 when something did
// not arrive.
func notifyCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if slices.Equal(args, []string{"carry"}) { // the daemon has itself do this: a letter comes on stdin
		if err := notify.Carry(os.Stdin, stdout); err != nil {
			return 2
		}
		return 0
	}
	o := newOptions("notify", stdout, stderr)
	help := say("test [FICHIER]\n\nEnvoie à chaque destination de « notify », ou à celle-ci seule, un message d'essai de chaque sorte\nqu'elle demande, et dit ce qui en est revenu. 1 quand l'un d'eux n'a pas été pris.",
		"test [FILE]\n\nSends every destination under \"notify\", or that one alone, a message of each kind it asks for, marked as\na trial, and says what came back. 1 when one of them was not taken.")
	if code, done := o.parse(args, help, 1, 2); done {
		return code
	}
	if o.Arg(0) != "test" {
		return o.fail(errors.New(unknown(o.lang(), o.Arg(0), []string{"test"})))
	}
	c, _, err := LoadConfig(*o.config)
	if err != nil {
		return o.fail(err)
	}
	to, err := addressees(o.folder(), c)
	if err != nil {
		return o.fail(err)
	}
	if o.NArg() == 2 {
		to = slices.DeleteFunc(to, func(a addressee) bool { return a.Name != o.Arg(1) })
	}
	if len(to) == 0 {
		return o.fail(errors.New(say("personne n'est à avertir ; ajoutez %q à la configuration", "nobody is to be told; add %q to the configuration", "notify").In(o.lang())))
	}
	self, err := os.Executable()
	if err != nil {
		return o.fail(err)
	}
	return tryAll(ctx, o, c.Name, carrierOf(self), to)
}

func tryAll(ctx context.Context, o *options, vantage string, carrier notify.Apart, to []addressee) (code int) {
	for _, d := range to {
		for _, m := range trials(d.Destination, record.At(time.Now())) {
			if ctx.Err() != nil {
				return 2
			}
			title, text := m.Write(notify.Source{Vantage: vantage, Trial: true}, d.Destination)
			why := carrier.Send(ctx, notify.Letter{To: d.address, Title: title, Text: text})
			if why == "" {
				o.print("%s, %s : pris", "%s, %s: taken", d.Name, kindOfTrial(m))
				continue
			}
			code = 1
			o.print("%s, %s : PAS PRIS ; %s", "%s, %s: NOT TAKEN; %s", d.Name, kindOfTrial(m), whyIn(o.lang(), why))
		}
	}
	if code == 0 {
		o.print("Tout a été pris par les serveurs : voyez si tout est arrivé.", "The servers took everything: see whether it arrived.")
	}
	return code
}

// kindOfTrial names what a trial is about: there are two of deadlines, that of a
// ticket to be opened at once being another message.
func kindOfTrial(m *notify.Message) string {
	if m.Concerns[0].Kind == "ticket" {
		return m.About + " (ticket)"
	}
	return m.About
}

func whyIn(code, why string) string {
	if code == "fr" {
		return lang.French.Notice.Why(why)
	}
	return lang.English.Notice.Why(why)
}

// trials are messages of each kind that a destination asks for.
func trials(d notify.Destination, now record.Instant) (all []*notify.Message) {
	name := tr(d.Lang, "exemple", "example")
	hour := record.Instant(time.Hour.Milliseconds())
	for _, m := range []*notify.Message{
		{About: notify.Down, Concerns: []notify.Concern{{Name: name, Since: now - hour, Cause: "tcp-refused", Witnessed: true}}},
		{About: notify.Up, End: true, Concerns: []notify.Concern{{Name: name, Since: now - hour, Until: now}}},
		{About: notify.Loss, Concerns: []notify.Concern{{Name: name, Kind: "files", Count: 12, Since: now}}},
		{About: notify.Statement, Concerns: []notify.Concern{{Name: name, Since: now}}},
		{About: notify.Evidence, Concerns: []notify.Concern{{Name: "", Kind: "clock-unknown", Since: now - hour}}},
		{About: notify.Deadline, Concerns: []notify.Concern{{Name: name, Kind: "ticket", Targets: []string{name}, Since: now - hour}}},
		{About: notify.Deadline, Concerns: []notify.Concern{{Name: name, Kind: "week", Targets: []string{name}, Day: now.Time().AddDate(0, 0, 7).Format(time.DateOnly), Zone: "UTC"}}},
	} {
		if d.Wants(m.About) {
			all = append(all, m)
		}
	}
	return all
}

// A destination is one that is told, as status and check show it: without its
// address.
type destination struct {
	To        string          `json:"to"`
	About     []string        `json:"about"`
	Lang      string          `json:"lang"`
	AfterMS   int64           `json:"after_ms"`
	Delivered *record.Instant `json:"delivered"` // the newest, null for none
	Failing   *notify.Failure `json:"failing"`   // null where nothing failed since
}

func destinationsOf(c *Config) []destination {
	all := []destination{}
	for _, n := range c.Notify {
		about := n.About
		if len(about) == 0 {
			about = notify.Abouts
		}
		all = append(all, destination{To: n.To, About: about, Lang: n.Lang, AfterMS: n.After.Milliseconds()})
	}
	return all
}

// deliveries are the destinations, and what became of their messages.
func deliveries(dir string, c *Config) []destination {
	all := destinationsOf(c)
	text, err := readWithin(filepath.Join(dir, toldName), notify.MaxMemory)
	if err != nil {
		return all // nothing was told yet
	}
	m, err := notify.ReadMemory(text)
	if err != nil {
		return all // the daemon says so
	}
	for i := range all {
		if l := m.To[all[i].To]; l != nil {
			all[i].Failing = l.Failing
			if l.Delivered != 0 {
				all[i].Delivered = &l.Delivered
			}
		}
	}
	return all
}

func printDestinations(w io.Writer, code string, c *Config) {
	for i, d := range destinationsOf(c) {
		if i == 0 {
			fmt.Fprintln(w, say("\nQui est averti :", "\nWho is told:").In(code))
		}
		fmt.Fprintf(w, "  %s  %s  %s  %v\n", d.To, strings.Join(d.About, ", "), d.Lang, short(time.Duration(d.AfterMS)*time.Millisecond))
	}
}

func printDeliveries(w io.Writer, code string, all []destination, now time.Time) {
	for _, d := range all {
		if f := d.Failing; f != nil {
			fmt.Fprintln(w, say("PERSONNE N'EST AVERTI par %q depuis %v, %d essais : %s.", "NOBODY IS TOLD through %q for %v, %d tries: %s.",
				d.To, now.Sub(f.Since.Time()).Round(time.Second), f.Tries, whyIn(code, f.Why)).In(code))
		}
	}
}
