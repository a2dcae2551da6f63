package contract

import (
	"slices"

	"constat/report/lang"
)

// An Ask is the way in which a credit is asked for. What the source that was
// read does not say is empty, and a letter says so.
type Ask struct {
	Channel string // support_case, form, control_panel, mail, post; "" where it is not known
	Address string
	Zone    string // that times are to be given in; "" where the source names none
	Mask    bool   // the source asks that what is confidential be hidden in logs
}

func (r *reader) ask(n *node) Ask {
	f := r.mapped(n)
	a := Ask{Channel: f.one("channel", channels...), Address: f.text("address"), Zone: f.text("zone"), Mask: f.yes("mask_logs")}
	if a.Channel == channels[0] {
		a.Channel = ""
	}
	f.done()
	return a
}

// Untold are the parts of a request of which the source says nothing, of
// subject, fields, channel, address and zone.
func (r *Rule) Untold() (list []string) {
	for _, part := range []struct {
		key   string
		known bool
	}{{"subject", r.Subject != ""}, {"fields", len(r.Asked) > 0}, {"channel", r.Ask.Channel != ""}, {"address", r.Ask.Address != ""}, {"zone", r.Ask.Zone != ""}} {
		if !part.known {
			list = append(list, part.key)
		}
	}
	return list
}

// asking says by which way to ask, and what the source leaves open of it.
func (r *Rule) asking() (all []Step) {
	if a := r.Ask; a.Channel != "" {
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Channel(l.Contract.Channels[a.Channel], a.Address) }))
	}
	if r.Ask.Zone != "" {
		all = append(all, said(func(l *lang.Language) string { return l.Contract.InZone(r.Ask.Zone) }))
	}
	if r.Ask.Mask {
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Masked }))
	}
	if open := r.Untold(); len(open) > 0 {
		all = append(all, said(func(l *lang.Language) string { return l.Contract.Untold(listed(l, open, l.Contract.Parts)) }))
	}
	return all
}

// Asks reports whether a request must give a field.
func (r *Rule) Asks(field string) bool { return slices.Contains(r.Asked, field) }
