package main

import (
	"context"
	"errors"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"constat/collector/inventory"
	own "constat/collector/owner"
	"constat/report/web"
	"constat/report/web/form"
)

// accountName is the file of the account that sends a claim's mail; without one none is sent.
const accountName = "smtp"

// openSites is who asks, for the form of a claim, whether sites are its members'.
func openSites(dir, claim string) (*form.Sites, error) {
	key, _, err := own.ReadKey(filepath.Join(dir, claim, ownerKeyName))
	if err != nil {
		return nil, err
	}
	a := &own.Asker{Key: key}
	for _, s := range resolvers() {
		if at, err := netip.ParseAddr(s); err == nil {
			a.Resolvers = append(a.Resolvers, netip.AddrPortFrom(at, 53))
		}
	}
	if a.Mail, err = accountOf(filepath.Join(dir, claim, accountName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return sitesBy(a, claim), nil
}

// accountOf reads the file of an account; fs.ErrNotExist, wrapped, when there is none.
func accountOf(path string) (*own.Account, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	secret, err := inventory.ReadSecret(path)
	if err != nil {
		return nil, err
	}
	return own.ReadAccount(secret)
}

// sitesBy puts what an asker says into the words of the form.
func sitesBy(a *own.Asker, claim string) *form.Sites {
	challenge := func(member int, site string) (own.Challenge, error) {
		asset, err := own.ParseAsset(site)
		return own.Challenge{Claim: claim, Member: member, Asset: asset}, err
	}
	return &form.Sites{
		Ways: func(l web.Lang, member int, site string) (string, []form.Way, string) {
			c, err := challenge(member, site)
			if err != nil {
				return "", nil, sentence(curly((&claimCommand{lang: string(l)}).assetFault("", err)))
			}
			return c.Asset.Host, waysOf(a.Tasks(c), string(l)), ""
		},
		Try: func(ctx context.Context, l web.Lang, t form.Trial) form.Tried {
			c, err := challenge(t.Member, t.Site)
			if err != nil {
				return form.Tried{}
			}
			return triedOf(tryBy(ctx, a, c, t), string(l))
		},
	}
}

func tryBy(ctx context.Context, a *own.Asker, c own.Challenge, t form.Trial) own.Result {
	switch {
	case own.Way(t.Way) != own.Mail:
		return a.Try(ctx, c, own.Way(t.Way))
	case t.Typed:
		return a.Typed(ctx, c, t.To, t.Code)
	}
	return a.Send(ctx, c, t.To)
}

func waysOf(tasks []own.Task, lang string) (all []form.Way) {
	for _, t := range tasks {
		w := form.Way{ID: string(t.Way), Name: sentence(curly(t.Way.Name().In(lang))), Words: curly(t.Words.In(lang)), Shows: curly(t.Way.Shows().In(lang)), To: t.To}
		for _, p := range t.Copies {
			w.Copies = append(w.Copies, form.Copy{Label: p.Label.In(lang), Text: p.Text})
		}
		all = append(all, w)
	}
	return all
}

func triedOf(r own.Result, lang string) form.Tried {
	t := form.Tried{Good: r.Result == own.Proven, Sent: r.Reason == own.CodeSent, Name: sentence(curly(r.Way.Name().In(lang))), Word: curly(r.Result.Name().In(lang)), Text: curly(r.Reason.Text().In(lang)), Note: r}
	if t.Good {
		t.Text = curly(r.Way.Shows().In(lang))
	}
	if t.Sent {
		t.Word = own.Said{FR: "un code est parti", EN: "a code has left"}.In(lang)
	}
	for _, s := range r.Steps {
		t.Steps = append(t.Steps, curly(s.In(lang)))
	}
	return t
}

// sentence begins with a capital.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// curly gives a page the apostrophes that a terminal does without.
func curly(s string) string { return strings.ReplaceAll(s, "'", "’") }
