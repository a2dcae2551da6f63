package owner

import "slices"

// A Way is how holding a site was shown, or was to be shown.
type Way string

// The ways. A result of one is never shown as one of another.
const (
	DNS            Way = "dns"             // a TXT record at the site's name servers
	File           Way = "file"            // a file on the site, over TLS with the site's own certificate
	FileClear      Way = "file_clear"      // the same, in clear
	Mail           Way = "mail"            // a code sent to the postmaster of the domain, and typed back
	RegistrantMail Way = "registrant_mail" // a code sent to the address that the registry publishes, and typed back
	CaptureToken   Way = "capture_token"   // a page kept in an evidence log already had the token
	CaptureName    Way = "capture_name"    // a page kept in an evidence log named the member
	RDAP           Way = "rdap"            // the registry names the member as holder of the domain
	Invoice        Way = "invoice"         // a voucher, read by a person
)

// A Weight says what kind of thing a way shows. The scale is ordered; it is not one to add up.
type Weight string

// The weights, the heaviest first.
const (
	Control  Weight = "control"  // could change the name itself
	Access   Weight = "access"   // could write on the site, or read its mail
	Recorded Weight = "recorded" // others have written down that it was so
	Declared Weight = "declared" // rests on what the member handed in or wrote itself
)

// Ways are all of them, the heaviest first.
var Ways = []Way{DNS, File, RegistrantMail, Mail, FileClear, CaptureToken, RDAP, CaptureName, Invoice}

// Weights are all of them, the heaviest first.
var Weights = []Weight{Control, Access, Recorded, Declared}

var weights = map[Way]Weight{
	DNS: Control, File: Access, RegistrantMail: Access, Mail: Access, CaptureToken: Recorded,
	FileClear: Recorded, RDAP: Recorded, CaptureName: Declared, Invoice: Declared,
}

// Weight is what the way can show at most.
func (w Way) Weight() Weight { return weights[w] }

// Known reports whether there is such a way.
func (w Way) Known() bool { return slices.Contains(Ways, w) }

// An Outcome is what came of one try.
type Outcome string

// The outcomes. Only the first is a yes; only the second is a no.
const (
	Proven       Outcome = "proven"
	NotProven    Outcome = "not_proven"
	Unreachable  Outcome = "unreachable"  // nobody answered, or we could not ask
	Contradicted Outcome = "contradicted" // answers that don't go together
	LookedAt     Outcome = "looked_at"    // by a person, whose finding stands in the steps
)

// Outcomes are all of them.
var Outcomes = []Outcome{Proven, NotProven, Unreachable, Contradicted, LookedAt}

// A Reason says why a try is not proven, or what stands beside it.
type Reason string

// The reasons.
const (
	Absent            Reason = "absent"             // what was asked for is not there
	OtherToken        Reason = "other_token"        // there is a token, of another member or site
	Wildcard          Reason = "wildcard"           // any name below answers with it
	AnyName           Reason = "any_name"           // the server gives it under any name
	AnyPath           Reason = "any_path"           // the server gives it at any address
	Alias             Reason = "alias"              // the name leads elsewhere (CNAME)
	Redirected        Reason = "redirected"         // the site sends elsewhere
	NotPlain          Reason = "not_plain"          // more than the token, or not plain text
	NoAuthority       Reason = "no_authority"       // no name server of the zone answered
	NoAddress         Reason = "no_address"         // the name leads to no address that is asked
	NoAnswer          Reason = "no_answer"          // nobody answered in time
	AuthoritiesDiffer Reason = "authorities_differ" // the zone's own servers gave different answers
	ResolversDiffer   Reason = "resolvers_differ"   // a resolver doesn't say what the zone's servers say
	AddressesDiffer   Reason = "addresses_differ"   // the site's addresses don't answer alike
	CodeSent          Reason = "code_sent"          // the code has left; it is not back
	WrongCode         Reason = "wrong_code"         // not the code that was sent, or too old
	NotSent           Reason = "not_sent"           // the mail was not taken
	NoContact         Reason = "no_contact"         // the registry publishes no address
	NoRegistry        Reason = "no_registry"        // no registry is known, or none answered
	OtherHolder       Reason = "other_holder"       // another holder is named
	HolderHidden      Reason = "holder_hidden"      // the registry names nobody
	SharedSuffix      Reason = "shared_suffix"      // the domain belongs to who lets others put sites there
	NotKept           Reason = "not_kept"           // no page of the site was kept
	NotByMachine      Reason = "not_by_machine"     // this way is not one that the program can try
)

// Reasons are all of them.
var Reasons = []Reason{Absent, OtherToken, Wildcard, AnyName, AnyPath, Alias, Redirected, NotPlain, NoAuthority, NoAddress, NoAnswer, AuthoritiesDiffer, ResolversDiffer,
	AddressesDiffer, CodeSent, WrongCode, NotSent, NoContact, NoRegistry, OtherHolder, HolderHidden, SharedSuffix, NotKept, NotByMachine}
