package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"constat/collector/inventory"
	own "constat/collector/owner"
	"constat/store/registry"
)

// claimChecking is what `claim check` is told.
type claimChecking struct {
	member                         int
	site, lists                    string
	ways, resolvers, bundles       []string
	tokens, show                   bool
	smtp, mailTo, code, by, voiced string
	voucher                        int

	instead func(netip.AddrPort) netip.AddrPort // a test's
}

var checkFlagNames = []string{"identity", "json", "member", "site", "way", "resolver", "rdap", "bundle", "policy", "tokens", "show", "smtp", "mail", "code", "voucher", "by", "found"}

func claimCheckFlags(c *claimCommand, flags *pflag.FlagSet) {
	k := &c.checking
	flags.IntVar(&k.member, "member", 0, "")
	flags.StringVar(&k.site, "site", "", "")
	flags.StringSliceVar(&k.ways, "way", []string{"dns", "file"}, "")
	flags.StringArrayVar(&k.resolvers, "resolver", nil, "")
	flags.StringVar(&k.lists, "rdap", "https://data.iana.org/rdap/", "")
	flags.StringArrayVar(&k.bundles, "bundle", nil, "")
	flags.BoolVar(&k.tokens, "tokens", false, "")
	flags.BoolVar(&k.show, "show", false, "")
	flags.StringVar(&k.smtp, "smtp", "", "")
	flags.StringVar(&k.mailTo, "mail", "", "")
	flags.StringVar(&k.code, "code", "", "")
	flags.IntVar(&k.voucher, "voucher", 0, "")
	flags.StringVar(&k.by, "by", "", "")
	flags.StringVar(&k.voiced, "found", "", "")
}

// A subject is one site that one member names.
type subject struct {
	own.Challenge
	file *registry.File // nil without counsel's key
}

// An ownerChecked is one result, and whether it was kept.
type ownerChecked struct {
	MemberNo int  `json:"member_no"`
	Kept     bool `json:"kept"` // false: as the last one, less than a day ago
	own.Result
}

// check asks what shows that members hold the sites they name, and keeps what came of
// it with each member's file, encrypted.
func (c *claimCommand) check(ctx context.Context, args []string) int {
	if wrong := c.checkUse(args); wrong != "" {
		return c.misused("%s", wrong)
	}
	claim, err := registry.Open(c.dir, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	subjects, status, err := c.subjects(claim)
	if err != nil {
		return c.failed(claim.Name, err)
	}
	if c.checking.show {
		return max(status, c.showChecked(subjects))
	}
	asker, err := c.asker(claim)
	if err != nil {
		return c.failed(claim.Name, err)
	}
	if c.checking.tokens {
		c.tellTasks(asker, subjects)
		return status
	}
	try, err := c.trial(ctx, asker, subjects)
	if err != nil {
		return c.failed(claim.Name, err)
	}
	return max(status, c.checkAll(ctx, claim, subjects, try))
}

// checkUse finds what doesn't go together before anything is read; "" when nothing is.
func (c *claimCommand) checkUse(args []string) string {
	k := c.checking
	one := k.member != 0 && k.site != ""
	switch {
	case len(args) != 1:
		return c.text("check veut un registre : constat claim check NOM --identity CLÉ", "check takes one claim: constat claim check NAME --identity KEY")
	case c.identity == "" && !one:
		return c.text("--identity manque : le fichier de la clé secrète de l'avocat, qui seul lit quels sites un membre nomme ; sans lui, donner --member et --site",
			"--identity is missing: the file with counsel's secret key, which alone reads the sites that a member names; without it, give --member and --site")
	case (k.mailTo != "" || k.voucher != 0) && !one:
		return c.text("--mail et --voucher veulent --member et --site : un seul site d'un seul membre", "--mail and --voucher take --member and --site: one site of one member")
	case k.mailTo != "" && k.smtp == "" && k.code == "":
		return c.text("--mail veut --smtp, le fichier du compte qui envoie, ou --code, le code revenu", "--mail takes --smtp, the file of the account that sends, or --code, the code that came back")
	case (k.smtp != "" || k.code != "") && k.mailTo == "":
		return c.text("--smtp et --code veulent --mail ADRESSE", "--smtp and --code take --mail ADDRESS")
	case k.voucher != 0 && (c.identity == "" || strings.TrimSpace(k.by) == "" || k.voiced != "yes" && k.voiced != "no"):
		return c.text("--voucher veut --identity, --by (qui a lu la pièce) et --found yes ou no (nomme-t-elle le membre et le site ?)",
			"--voucher takes --identity, --by (who read the document) and --found yes or no (does it name the member and the site?)")
	case k.voucher == 0 && (k.by != "" || k.voiced != ""):
		return c.text("--by et --found veulent --voucher NUMÉRO", "--by and --found take --voucher NUMBER")
	case k.show && c.identity == "":
		return c.noIdentity()
	}
	for _, w := range k.ways {
		if !slices.Contains([]own.Way{own.DNS, own.File, own.RDAP}, own.Way(w)) {
			return fmt.Sprintf(c.text("--way veut dns, file ou rdap, non %q", "--way takes dns, file or rdap, not %q"), w)
		}
	}
	return ""
}

// subjects are the sites that are asked for; status is 2 where some of what members wrote
// can't be read or asked for, which is told.
func (c *claimCommand) subjects(claim *registry.Claim) (list []subject, status int, err error) {
	k := c.checking
	if c.identity == "" {
		a, err := own.ParseAsset(k.site)
		if err != nil {
			return nil, 2, errors.New(c.assetFault(k.site, err))
		}
		return []subject{{own.Challenge{Claim: claim.Name, Member: k.member, Asset: a}, nil}}, 0, nil
	}
	key, err := os.Open(c.identity)
	if err != nil {
		return nil, 2, err
	}
	defer key.Close()
	files, err := claim.Files(key)
	if len(files) == 0 && err != nil {
		return nil, 2, err
	}
	if err != nil {
		status = c.failed(claim.Name, err)
	}
	for i := range files {
		if f := &files[i]; k.member == 0 || f.Member.MemberNo == k.member {
			list = append(list, c.sitesOf(claim.Name, f)...)
		}
	}
	if k.site != "" && len(list) == 0 {
		return nil, 2, errors.New(c.text("ce membre ne nomme pas ce site", "this member does not name this site"))
	}
	return list, status, nil
}

// sitesOf are the different hosts that a member names.
func (c *claimCommand) sitesOf(claim string, f *registry.File) (list []subject) {
	var only string
	if c.checking.site != "" {
		a, _ := own.ParseAsset(c.checking.site)
		only = a.Host
	}
	seen := map[string]bool{}
	for i, asset := range f.Member.Assets {
		text := asset.Domain
		if text == "" {
			text = asset.URL
		}
		if text == "" {
			continue
		}
		a, err := own.ParseAsset(text)
		if err != nil && c.checking.site == "" {
			c.complain(c.text("membre %d, site %d : %s", "member %d, site %d: %s"), f.Member.MemberNo, i+1, c.assetFault("", err))
		}
		if err != nil || seen[a.Host] || c.checking.site != "" && a.Host != only {
			continue
		}
		seen[a.Host] = true
		list = append(list, subject{own.Challenge{Claim: claim, Member: f.Member.MemberNo, Asset: a, Name: f.Member.Name}, f})
	}
	return list
}

// asker is who asks, from this machine.
func (c *claimCommand) asker(claim *registry.Claim) (*own.Asker, error) {
	k := c.checking
	path := filepath.Join(c.dir, claim.Name, ownerKeyName)
	key, made, err := own.ReadKey(path)
	if err != nil {
		return nil, err
	}
	if made {
		c.complain(c.text("clé des jetons créée (%s) ; les jetons qu'une autre machine a donnés ne valent qu'avec la sienne : la copier ici", "a key of tokens was made (%s); tokens that another machine gave are good only with its own: copy it here"), path)
	}
	a := &own.Asker{Key: key, Lists: k.lists, Instead: k.instead}
	if a.Resolvers, err = c.ownerResolvers(); err != nil {
		return nil, err
	}
	if k.smtp != "" {
		secret, err := inventory.ReadSecret(k.smtp)
		if err == nil {
			a.Mail, err = own.ReadAccount(secret)
		}
		if err != nil {
			return nil, err
		}
	}
	return a, nil
}

// ownerKeyName is the file of a claim's key of tokens.
const ownerKeyName = "owner.key"

func (c *claimCommand) ownerResolvers() (list []netip.AddrPort, err error) {
	given := c.checking.resolvers
	if len(given) == 0 {
		given = resolvers()
	}
	for _, s := range given {
		at, err := netip.ParseAddrPort(s)
		if a, err2 := netip.ParseAddr(s); err2 == nil {
			at, err = netip.AddrPortFrom(a, 53), nil
		}
		if err != nil {
			return nil, fmt.Errorf(c.text("--resolver : %q n'est pas une adresse IP", "--resolver: %q is not an IP address"), s)
		}
		list = append(list, at)
	}
	return list, nil
}

// trial is what is tried on each subject.
func (c *claimCommand) trial(ctx context.Context, a *own.Asker, subjects []subject) (func(subject) []own.Result, error) {
	k := c.checking
	switch {
	case k.mailTo != "" && k.code != "":
		return func(s subject) []own.Result {
			return []own.Result{a.Typed(ctx, s.Challenge, k.mailTo, k.code)}
		}, nil
	case k.mailTo != "":
		return func(s subject) []own.Result { return []own.Result{a.Send(ctx, s.Challenge, k.mailTo)} }, nil
	case k.voucher != 0:
		return c.lookedAt(subjects)
	case len(k.bundles) > 0:
		pages, err := c.sights(subjects)
		return func(s subject) []own.Result {
			token, name := a.Captured(s.Challenge, pages)
			return []own.Result{token, name}
		}, err
	}
	return func(s subject) (list []own.Result) {
		for _, w := range k.ways {
			list = append(list, a.Try(ctx, s.Challenge, own.Way(w)))
		}
		return list
	}, nil
}

func (c *claimCommand) lookedAt(subjects []subject) (func(subject) []own.Result, error) {
	k := c.checking
	i := slices.IndexFunc(subjects[0].file.Vouchers, func(v registry.Voucher) bool { return v.No == k.voucher })
	if i < 0 {
		return nil, errors.New(c.text("ce membre n'a pas remis cette pièce", "this member handed in no such voucher"))
	}
	v := subjects[0].file.Vouchers[i]
	return func(s subject) []own.Result {
		return []own.Result{own.Looked(s.Challenge, fmt.Sprintf("%d, SHA-256 %s", v.No, v.SHA256), strings.TrimSpace(k.by), k.voiced == "yes")}
	}, nil
}

// checkAll tries every subject, and keeps what came of it at once: what was asked before
// an interruption stays.
func (c *claimCommand) checkAll(ctx context.Context, claim *registry.Claim, subjects []subject, try func(subject) []own.Result) (status int) {
	var all []ownerChecked
	for _, s := range subjects {
		for _, r := range try(s) {
			if ctx.Err() != nil {
				return c.failed(claim.Name, ctx.Err())
			}
			one := ownerChecked{s.Member, !s.has(r), r}
			if one.Kept {
				if err := keepChecked(claim, s.Member, r); err != nil {
					status, one.Kept = c.failed(fmt.Sprint(s.Member), err), false
				}
			}
			all = append(all, one)
			if !c.asJSON {
				c.printChecked(one)
			}
		}
	}
	if c.asJSON && printJSON(c.stdout, map[string]any{"claim": claim.Name, "checked": all}) != nil {
		return 2
	}
	return status
}

func keepChecked(claim *registry.Claim, no int, r own.Result) error {
	place, err := claim.Place(no)
	if err != nil {
		return err
	}
	_, err = place.Note(registry.PartOwner, r, time.Now())
	return err
}

// kept are the results with the member's file about this site, in order.
func (s subject) kept() (list []own.Result) {
	if s.file == nil {
		return nil
	}
	for _, n := range s.file.Notes {
		if r, err := own.ReadResult(n.Body); n.Kind == registry.PartOwner && err == nil && r.Asset == s.Asset.Host {
			list = append(list, r)
		}
	}
	return list
}

// has reports whether the last result of this way was the same, less than a day before.
func (s subject) has(r own.Result) bool {
	all := s.kept()
	for _, old := range slices.Backward(all) {
		if old.Way == r.Way {
			return old.Result == r.Result && old.Reason == r.Reason && r.At.Sub(old.At) < 24*time.Hour && r.Result != own.LookedAt && r.Way != own.Mail && r.Way != own.RegistrantMail
		}
	}
	return false
}
