package export

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"constat/store/registry"
)

// Exhibit is a register for the file of the court: of each member what does not
// tell who it is, and of all that is left out a digest. With the sealed version
// at hand anybody can check that the exhibit is that version with things left
// out, and nothing else; without it a digest tells nothing, for each is salted.
type Exhibit struct {
	Schema string            `json:"schema"` // constat-exhibit/1
	Claim  string            `json:"claim"`
	Sealed string            `json:"sealed_sha256"` // of the sealed version
	Shared []ExhibitedMember `json:"members"`
	Totals []Total           `json:"totals"`
	Counts Counts            `json:"counts"`
	Funnel []Step            `json:"funnel"`
	Groups []BandSize        `json:"groups"`
	Few    []Few             `json:"few"`
}

// ExhibitedMember is a member under a pseudonym.
type ExhibitedMember struct {
	Pseudonym string     `json:"pseudonym"`
	Shown     []Shown    `json:"shown"`
	Withheld  []Withheld `json:"withheld"`
}

// Shown is a field as the member's JSON has it; Path is as "damage[0].amount".
type Shown struct {
	Path  string          `json:"path"`
	Value json.RawMessage `json:"value"`
}

// Withheld is a field that is left out. Digest is the SHA-256 of
// "constat-cell/1", the pseudonym, the path, the salt in hexadecimal and the
// value as JSON, each ended by LF.
type Withheld struct {
	Path   string `json:"path"`
	Why    string `json:"why"` // identity, contact, account, site, text, time, document, few
	Digest string `json:"digest"`
}

// BandSize is a group and how many members it has.
type BandSize struct {
	ID      string `json:"id"`
	Sub     bool   `json:"sub_group"`
	By      string `json:"by"`
	Members int    `json:"members"`
}

// Few tells that what is shown is shared by fewer members than asked for, so that
// whoever knows the members may tell which one it is.
type Few struct {
	What       string   `json:"what"` // "group data_lost", or the fields that are shown together
	Members    int      `json:"members"`
	Pseudonyms []string `json:"pseudonyms"`
}

// Sealed is the whole register with the salts: for the court under seal.
type Sealed struct {
	Schema  string           `json:"schema"` // constat-sealed-register/1
	Claim   string           `json:"claim"`
	Groups  []registry.Class `json:"groups"` // of the claim, with their criteria
	Members []SealedMember   `json:"members"`
}

// SealedMember has every field of a member, in the order of the exhibit.
type SealedMember struct {
	Pseudonym string `json:"pseudonym"`
	Cells     []Cell `json:"cells"`
}

// Cell is one field and its salt.
type Cell struct {
	Path  string          `json:"path"`
	Salt  string          `json:"salt"`
	Value json.RawMessage `json:"value"`
}

func (c Cell) digest(pseudonym string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "constat-cell/1\n%s\n%s\n%s\n%s\n", pseudonym, c.Path, c.Salt, c.Value))
	return hex.EncodeToString(sum[:])
}

// MakeExhibit splits the register into what is filed and what is sealed. The
// secret makes the salts and the order of the members, and must be known to
// counsel alone; the same register and secret give the same bytes. A combination of
// kind, country, province, plan and servers that fewer than least members share
// is thinned out from its end until as many do, or nothing of it is left.
func MakeExhibit(claim registry.Header, about *registry.About, members []registry.Member, secret [32]byte, least int) (Exhibit, Sealed, error) {
	members = byNumber(members)
	facts, err := json.Marshal(members)
	if err != nil {
		return Exhibit{}, Sealed{}, fmt.Errorf("make exhibit: %w", err)
	}
	sum := hmac.New(sha256.New, secret[:])
	fmt.Fprintf(sum, "constat-exhibit/1\n%s\n%s\n", claim.Name, facts)
	key := sum.Sum(nil)
	x := Exhibit{Schema: "constat-exhibit/1", Claim: claim.Name, Shared: []ExhibitedMember{}, Totals: Totals(members), Counts: CountOf(members), Funnel: Funnel(members), Groups: []BandSize{}, Few: []Few{}}
	sealed := Sealed{"constat-sealed-register/1", claim.Name, append([]registry.Class{}, groupsOf(about)...), []SealedMember{}}
	order := shuffled(members, key)
	thin := thinned(order, least)
	width := max(3, len(strconv.Itoa(len(order))))
	names := map[int]string{}
	for i, m := range order {
		pseudonym := fmt.Sprintf("M-%0*d", width, i+1)
		names[m.MemberNo] = pseudonym
		cells, err := cellsOf(m, pseudonym, key)
		if err != nil {
			return Exhibit{}, Sealed{}, fmt.Errorf("make exhibit: %w", err)
		}
		sealed.Members = append(sealed.Members, SealedMember{pseudonym, cells})
		x.Shared = append(x.Shared, exhibited(pseudonym, cells, thin[m.MemberNo]))
	}
	for _, b := range Bands(sealed.Groups, members) {
		x.Groups = append(x.Groups, BandSize{b.ID, b.Sub, b.By, len(b.Members)})
		if len(b.Members) > 0 && len(b.Members) < least {
			x.Few = append(x.Few, Few{"group " + b.ID, len(b.Members), pseudonyms(b.Members, names)})
		}
	}
	x.Few = append(x.Few, fewShown(order, thin, names, least)...)
	x.Counts = x.countShown(x.Counts.Sites)
	b, err := EncodeExhibit(sealed)
	if err != nil {
		return Exhibit{}, Sealed{}, err
	}
	digest := sha256.Sum256(b)
	x.Sealed = hex.EncodeToString(digest[:])
	return x, sealed, nil
}

// EncodeExhibit writes an Exhibit or a Sealed in the one form that is digested.
func EncodeExhibit(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(v)
	return b.Bytes(), err
}

func pseudonyms(nos []int, names map[int]string) (all []string) {
	for _, no := range nos {
		all = append(all, names[no])
	}
	slices.Sort(all)
	return all
}

// shuffled puts members into an order that does not tell when they came.
func shuffled(members []registry.Member, key []byte) []registry.Member {
	place := map[int]string{}
	for _, m := range members {
		place[m.MemberNo] = keyed(key, "order", strconv.Itoa(m.MemberNo))
	}
	order := slices.Clone(members)
	slices.SortFunc(order, func(a, b registry.Member) int { return strings.Compare(place[a.MemberNo], place[b.MemberNo]) })
	return order
}

func keyed(key []byte, parts ...string) string {
	sum := hmac.New(sha256.New, key)
	for _, p := range parts {
		fmt.Fprintf(sum, "%s\n", p)
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// cellsOf takes a member apart, in the order of its JSON.
func cellsOf(m registry.Member, pseudonym string, key []byte) ([]Cell, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	cells := []Cell{}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	err = apart(d, "", func(path string, value json.RawMessage) {
		cells = append(cells, Cell{path, keyed(key, "salt", pseudonym, path), value})
	})
	return cells, err
}

func apart(d *json.Decoder, path string, leaf func(string, json.RawMessage)) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	mark, nested := t.(json.Delim)
	if !nested {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		err := e.Encode(t)
		leaf(path, bytes.TrimSpace(b.Bytes()))
		return err
	}
	for i := 0; d.More(); i++ {
		at := path + "[" + strconv.Itoa(i) + "]"
		if mark == '{' {
			name, err := d.Token()
			if err != nil {
				return err
			}
			at = strings.TrimPrefix(path+"."+fmt.Sprint(name), ".")
		}
		if err := apart(d, at, leaf); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

var placeForm = regexp.MustCompile(`\[[0-9]+\]`)

// why tells for what a field is left out; "" is shown. What is not named here is
// left out: a field that comes later is not shown by oversight.
func why(path string) string {
	bare := placeForm.ReplaceAllString(path, "[]")
	if reason, ok := reasons[bare]; ok {
		return reason
	}
	return "identity"
}

var reasons = map[string]string{
	"kind": "", "country": "", "province_state": "", "source": "", "status": "", "confidentiality_requested": "",
	"contract.provider": "", "contract.plan": "", "contract.fee": "", "contract.fee_period": "", "contract.currency": "", "contract.arbitration_clause": "", "contract.class_waiver": "", "contract.liability_cap": "",
	"assets[].managed_for_third_party": "", "assets[].server_name": "", "impact.service_types[]": "", "impact.data_lost.lost": "", "impact.data_lost.had_local_backup": "", "impact.data_lost.restored_pct": "",
	"damage[].head": "", "damage[].amount": "", "damage[].currency": "", "damage[].hours": "", "damage[].hourly_rate": "", "damage[].documented": "", "damage[].duplicate_payment": "",
	"group.group_id": "", "group.subgroup_ids[]": "", "representation.status": "", "attestation.under_penalty": "", "consent.text_version": "",

	"address": "contact", "email": "contact", "phone": "contact", "contact_person": "contact", "consent.ip": "contact", "language": "contact",
	"offers_received[].kind": "account", "offers_received[].amount": "account", "offers_received[].accepted": "account", "offers_received[].release_signed": "account",
	"contract.account_id": "account", "contract.legal_entity": "account", "contract.start": "account", "contract.end": "account", "impact.ticket_ids[]": "account", "payment_preference": "account",
	"assets[].domain": "site", "assets[].url": "site", "assets[].ip": "site", "assets[].end_client": "site",
	"contract.backup_option": "text", "damage[].description": "text", "damage[].method": "text", "consent.purpose": "text", "attestation.text": "text",
	"group.eligibility_checks[].criterion": "text", "group.eligibility_checks[].result": "text", "group.eligibility_checks[].evidence": "text",
	"created_at": "time", "consent.at": "time", "privacy_retention_until": "time", "representation.at": "time", "impact.first_noticed_at": "time", "impact.reported_to_provider_at": "time", "impact.outage_start": "time", "impact.outage_end": "time",
	"impact.measured_outage_start": "time", "impact.measured_outage_end": "time", "impact.data_lost.restored_at": "time", "damage[].date": "time", "offers_received[].date": "time", "attestation.at": "time",
	"representation.document_hash": "document", "contract.terms_version_hash": "document", "impact.data_lost.manifest_before_hash": "document", "impact.data_lost.manifest_after_hash": "document", "damage[].voucher_hashes[]": "document",
}

// telling are the fields that together may tell who a member is, those that go
// last first. What a plan costs tells which plan it is.
var telling = [][]string{{"kind"}, {"country"}, {"province_state"}, {"contract.plan", "contract.fee", "contract.fee_period", "contract.liability_cap"}, {"assets[].server_name"}}

// stepOf is the place of a field among telling, -1 for another one.
func stepOf(path string) int {
	bare := placeForm.ReplaceAllString(path, "[]")
	return slices.IndexFunc(telling, func(fields []string) bool { return slices.Contains(fields, bare) })
}

// together is what a member shows of the first n of telling.
func together(m registry.Member, n int) string {
	c := of(m.Contract)
	all := []string{string(m.Kind), string(m.Country), m.ProvinceState, fmt.Sprintf("%q %s %s %s", c.Plan, c.Fee, c.FeePeriod, c.LiabilityCap), strings.Join(serversOf(m), " ")}
	return strings.Join(all[:n], "\n")
}

// thinned tells for each member how many of the telling fields are shown. Those who
// show the same are at least as many as asked for, but for those who show nothing.
func thinned(members []registry.Member, least int) map[int]int {
	level, rest := map[int]int{}, members
	for n := len(telling); n > 0; n-- {
		same := map[string]int{}
		for _, m := range rest {
			same[together(m, n)]++
		}
		var next []registry.Member
		for _, m := range rest {
			if same[together(m, n)] >= least {
				level[m.MemberNo] = n
			} else {
				next = append(next, m)
			}
		}
		rest = next
	}
	for _, m := range rest {
		level[m.MemberNo] = 0
	}
	return level
}

// fewShown tells of the members of whom nothing is shown because they are too few.
func fewShown(members []registry.Member, thin map[int]int, names map[int]string, least int) []Few {
	var nos []int
	for _, m := range members {
		if thin[m.MemberNo] == 0 {
			nos = append(nos, m.MemberNo)
		}
	}
	if len(nos) == 0 || len(nos) >= least {
		return nil
	}
	return []Few{{"nothing of " + strings.Join(slices.Concat(telling...), ", "), len(nos), pseudonyms(nos, names)}}
}

func exhibited(pseudonym string, cells []Cell, shows int) ExhibitedMember {
	e := ExhibitedMember{pseudonym, []Shown{}, []Withheld{}}
	for _, c := range cells {
		reason := why(c.Path)
		if stepOf(c.Path) >= shows {
			reason = "few"
		}
		if reason == "" {
			e.Shown = append(e.Shown, Shown{c.Path, c.Value})
			continue
		}
		e.Withheld = append(e.Withheld, Withheld{c.Path, reason, c.digest(pseudonym)})
	}
	return e
}

// countShown counts what the exhibit shows; how many sites there are is told of all.
func (x Exhibit) countShown(sites int) Counts {
	var members []registry.Member
	for _, e := range x.Shared {
		var m registry.Member
		for _, f := range e.Shown {
			var word string
			if json.Unmarshal(f.Value, &word) != nil {
				continue // not a word
			}
			switch placeForm.ReplaceAllString(f.Path, "[]") {
			case "kind":
				m.Kind = registry.Kind(word)
			case "country":
				m.Country = registry.Country(word)
			case "province_state":
				m.ProvinceState = word
			case "assets[].server_name":
				m.Assets = append(m.Assets, registry.Asset{ServerName: word})
			}
		}
		members = append(members, m)
	}
	c := CountOf(members)
	c.Sites = sites
	return c
}

// Redactions is the list of all that the exhibit leaves out, as CSV (RFC 4180).
func Redactions(x Exhibit) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{{"pseudonym", "field", "why", "sha256"}}
	for _, m := range x.Shared {
		for _, h := range m.Withheld {
			rows = append(rows, []string{m.Pseudonym, h.Path, h.Why, h.Digest})
		}
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// A Difference is where an exhibit is not the sealed version with things left out.
type Difference struct{ Pseudonym, Path, What string }

// Compared is what a comparison found.
type Compared struct {
	Members, Shown, Withheld int
	Differences              []Difference
}

// mostDifferences are told; one is enough to refuse an exhibit.
const mostDifferences = 100

// Compare checks that the exhibit is the sealed version with things left out: the
// same members in the same order, and each field of each of them either shown as it
// is or withheld under its digest. Totals, funnel, groups and counts are made again.
func Compare(exhibit, sealed []byte) (Compared, error) {
	var x Exhibit
	var s Sealed
	if err := strictly(exhibit, &x); err != nil || x.Schema != "constat-exhibit/1" {
		return Compared{}, fmt.Errorf("not an exhibit (constat-exhibit/1): %w", cmp.Or(err, errSchema))
	}
	if err := strictly(sealed, &s); err != nil || s.Schema != "constat-sealed-register/1" {
		return Compared{}, fmt.Errorf("not a sealed version (constat-sealed-register/1): %w", cmp.Or(err, errSchema))
	}
	c := Compared{Members: len(s.Members), Differences: []Difference{}}
	digest := sha256.Sum256(sealed)
	if x.Sealed != hex.EncodeToString(digest[:]) {
		c.differs("", "", "sealed_sha256")
	}
	if x.Claim != s.Claim {
		c.differs("", "", "claim")
	}
	if len(x.Shared) != len(s.Members) {
		c.differs("", "", "members")
		return c, nil
	}
	for i, m := range s.Members {
		c.member(x.Shared[i], m)
	}
	return c, c.sums(x, s)
}

func (c *Compared) differs(pseudonym, path, what string) {
	if len(c.Differences) < mostDifferences {
		c.Differences = append(c.Differences, Difference{pseudonym, path, what})
	}
}

func (c *Compared) member(x ExhibitedMember, s SealedMember) {
	if x.Pseudonym != s.Pseudonym {
		c.differs(x.Pseudonym, "", "pseudonym")
		return
	}
	shown, withheld := x.Shown, x.Withheld
	for _, cell := range s.Cells {
		switch {
		case len(shown) > 0 && shown[0].Path == cell.Path:
			if !bytes.Equal(shown[0].Value, cell.Value) {
				c.differs(s.Pseudonym, cell.Path, "value")
			}
			shown = shown[1:]
			c.Shown++
		case len(withheld) > 0 && withheld[0].Path == cell.Path:
			if withheld[0].Digest != cell.digest(s.Pseudonym) {
				c.differs(s.Pseudonym, cell.Path, "digest")
			}
			withheld = withheld[1:]
			c.Withheld++
		default:
			c.differs(s.Pseudonym, cell.Path, "missing")
		}
	}
	for _, more := range shown {
		c.differs(s.Pseudonym, more.Path, "added")
	}
	for _, more := range withheld {
		c.differs(s.Pseudonym, more.Path, "added")
	}
}

// sums makes totals, funnel and groups again.
func (c *Compared) sums(x Exhibit, s Sealed) error {
	var members []registry.Member
	for _, m := range s.Members {
		one, err := joinedAgain(m.Cells)
		if err != nil {
			return fmt.Errorf("sealed member %s: %w", m.Pseudonym, err)
		}
		members = append(members, one)
	}
	groups := []BandSize{}
	for _, b := range Bands(s.Groups, members) {
		groups = append(groups, BandSize{b.ID, b.Sub, b.By, len(b.Members)})
	}
	for what, pair := range map[string][2]any{"totals": {x.Totals, Totals(members)}, "funnel": {x.Funnel, Funnel(members)}, "groups": {x.Groups, groups}, "counts": {x.Counts, x.countShown(CountOf(members).Sites)}} {
		a, err := json.Marshal(pair[0])
		if err != nil {
			return err
		}
		b, err := json.Marshal(pair[1])
		if err != nil {
			return err
		}
		if !bytes.Equal(a, b) {
			c.differs("", "", what)
		}
	}
	return nil
}

// joinedAgain builds a member of its cells.
func joinedAgain(cells []Cell) (registry.Member, error) {
	root := map[string]any{}
	for _, c := range cells {
		if err := put(root, c.Path, c.Value); err != nil {
			return registry.Member{}, err
		}
	}
	b, err := json.Marshal(root)
	if err != nil {
		return registry.Member{}, err
	}
	return registry.ParseMember(b)
}

var partForm = regexp.MustCompile(`^([a-z_]+)(?:\[([0-9]{1,4})\])?$`)

// put sets a value at a path; items of a list come in their order.
func put(at map[string]any, path string, value json.RawMessage) error {
	part, rest, deeper := strings.Cut(path, ".")
	m := partForm.FindStringSubmatch(part)
	if m == nil {
		return errPath
	}
	name := m[1]
	if m[2] == "" {
		if !deeper {
			at[name] = value
			return nil
		}
		child, ok := at[name].(map[string]any)
		if !ok {
			child = map[string]any{}
			at[name] = child
		}
		return put(child, rest, value)
	}
	n, _ := strconv.Atoi(m[2])
	list, _ := at[name].([]any)
	if n > len(list) || n < len(list)-1 {
		return errPath
	}
	if !deeper {
		at[name] = append(list, any(value))
		return nil
	}
	if n == len(list) {
		list = append(list, map[string]any{})
		at[name] = list
	}
	child, ok := list[n].(map[string]any)
	if !ok {
		return errPath
	}
	return put(child, rest, value)
}

var (
	errSchema = errors.New("another schema")
	errPath   = errors.New("a field is not in its place")
)

// strictly refuses keys that it does not know, and what comes behind.
func strictly(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if d.More() {
		return errors.New("something comes behind it")
	}
	again, err := EncodeExhibit(reflected(v))
	if err == nil && !bytes.Equal(again, b) {
		err = errors.New("not in its one form")
	}
	return err
}

func reflected(v any) any {
	switch v := v.(type) {
	case *Exhibit:
		return *v
	case *Sealed:
		return *v
	}
	return v
}
