package registry

import (
	"math/big"
	"net/netip"
	"regexp"
	"strings"
	"time"
)

// The closed lists. A value outside its list is refused, with the nearest one.
type (
	// Kind is what the member is.
	Kind string
	// Source is the way the member came in.
	Source string
	// Standing is the member's tie with counsel.
	Standing string
	// Period is what a fee pays for.
	Period string
	// Service is a service that was hit.
	Service string
	// Head is a head of damage.
	Head string
	// OfferKind is the form of a provider's offer.
	OfferKind string
	// Status is where the member's file stands.
	Status string
)

// Heads are the heads of damage, in the order of every export.
var Heads = []Head{
	"subscription_refund", "sla_credit", "rebuild_cost", "data_recovery_cost", "emergency_migration",
	"lost_sales", "lost_ads_and_seo", "client_claims_and_penalties", "time_spent", "mail_loss",
	"reputation_image", "data_value_sentimental", "stress_inconvenience", "punitive",
	"breach_response_cost", "preventive_shutdown_cost", "expert_fees", "interest",
}

func (Kind) choices() []string {
	return []string{"consumer", "sole_trader", "company", "reseller", "public_body", "non_client_affected"}
}
func (Source) choices() []string { return []string{"web", "counsel", "import"} }
func (Standing) choices() []string {
	return []string{"info_only", "mandate_signed", "opted_in", "opted_out"}
}
func (Period) choices() []string {
	return []string{"day", "month", "quarter", "half_year", "year", "two_years", "three_years", "once"}
}
func (Service) choices() []string   { return []string{"web", "mail", "db", "backup"} }
func (OfferKind) choices() []string { return []string{"credit", "cash", "voucher", "free_months"} }
func (Status) choices() []string {
	return []string{"received", "incomplete", "complete", "verified", "rejected", "withdrawn"}
}
func (Head) choices() []string {
	all := make([]string, len(Heads))
	for i, h := range Heads {
		all[i] = string(h)
	}
	return all
}

// The words with a form of their own. All are kept as they were given.
type (
	// Amount is a decimal number of at most 12 digits and 4 decimals, never negative.
	Amount string
	// Percent is an Amount from 0 to 100.
	Percent string
	// Date is a day, 2006-01-02.
	Date string
	// When is a day, or an instant as RFC 3339 has it.
	When string
	// Digest is a SHA-256 in lower-case hexadecimal.
	Digest string
	// Currency is an ISO 4217 code.
	Currency string
	// Country is an ISO 3166-1 alpha-2 code.
	Country string
	// Language is a language code with an optional country, as in fr-CA.
	Language string
	// Email is an address for mail; only its outline is checked.
	Email string
	// IP is an address, IPv4 or IPv6.
	IP string
)

var (
	amountForm   = regexp.MustCompile(`^(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$`)
	digestForm   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
	countryForm  = regexp.MustCompile(`^[A-Z]{2}$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z]{2})?$`)
	emailForm    = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)
)

// Rat is the amount as an exact number of the caller's own; false when it is not an amount.
func (a Amount) Rat() (*big.Rat, bool) {
	if !amountForm.MatchString(string(a)) {
		return nil, false
	}
	return new(big.Rat).SetString(string(a))
}

func (a Amount) fault() Fault   { return unless(amountForm.MatchString(string(a)), FaultAmount) }
func (d Digest) fault() Fault   { return unless(digestForm.MatchString(string(d)), FaultDigest) }
func (c Currency) fault() Fault { return unless(currencyForm.MatchString(string(c)), FaultCurrency) }
func (c Country) fault() Fault  { return unless(countryForm.MatchString(string(c)), FaultCountry) }
func (l Language) fault() Fault { return unless(languageForm.MatchString(string(l)), FaultLanguage) }
func (e Email) fault() Fault    { return unless(emailForm.MatchString(string(e)), FaultEmail) }
func (d Date) fault() Fault     { return unless(isDate(string(d)), FaultDate) }
func (w When) fault() Fault     { return unless(isDate(string(w)) || isInstant(string(w)), FaultWhen) }

func (p Percent) fault() Fault {
	n, ok := Amount(p).Rat()
	return unless(ok && n.Cmp(big.NewRat(100, 1)) <= 0, FaultPercent)
}

func (a IP) fault() Fault {
	ip, err := netip.ParseAddr(string(a))
	return unless(err == nil && ip.Zone() == "", FaultIP)
}

func isDate(s string) bool {
	t, err := time.Parse(time.DateOnly, s)
	return err == nil && plausible(t)
}

// isInstant is as strict as RFC 3339: time.Parse takes more than that.
func isInstant(s string) bool {
	var t time.Time
	return t.UnmarshalText([]byte(s)) == nil && plausible(t) && !strings.Contains(s, ",")
}

// plausible refuses the years that only a slip of the keyboard writes.
func plausible(t time.Time) bool { return t.Year() >= 1970 && t.Year() < 2200 }

func unless(ok bool, f Fault) Fault {
	if ok {
		return ""
	}
	return f
}
