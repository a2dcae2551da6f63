package registry

import (
	"errors"
	"fmt"
)

var (
	// ErrExists says that a claim of this name is already there.
	ErrExists = errors.New("the claim exists already")
	// ErrNoClaim says that no claim of this name is there.
	ErrNoClaim = errors.New("no such claim")
	// ErrName says that a claim's name is not one.
	ErrName = errors.New("not a claim's name: 1 to 64 lower-case letters, digits and hyphens, a letter or digit first")
	// ErrTaken says that another member holds the number.
	ErrTaken = errors.New("this member number is taken")
	// ErrFull says that no number is left after the highest one.
	ErrFull = fmt.Errorf("no member number is left under %d", MaxMemberNo)
	// ErrOldClaim says that the claim was made before members could complete their file.
	ErrOldClaim = errors.New("the claim was made by an earlier version: say what it is about first, and it is brought up to date")
	// ErrAccess says that number and code don't go together, or that there is no such member.
	ErrAccess = errors.New("number and code don't go together")
	// ErrCode says that what was typed can't be a code: a letter is wrong or missing.
	ErrCode = errors.New("not a code: it has 28 letters and digits in seven groups of four")
	// ErrWithdrawn says that the member's file was withdrawn or erased.
	ErrWithdrawn = errors.New("this member's file was withdrawn")
	// ErrClosed says that a voucher takes no more.
	ErrClosed = errors.New("the voucher is closed")
	// ErrNothing says that a completion holds nothing.
	ErrNothing = errors.New("nothing is said in it")
	// ErrTooMuch says that a member's file has as many parts, or its vouchers as many bytes, as are taken.
	ErrTooMuch = errors.New("no more is taken for this member")
	// ErrFullDisk says that the disk is full; what was being written is not there.
	ErrFullDisk = errors.New("the disk is full")
	// ErrNoAbout says that nothing was written down of what the claim is about.
	ErrNoAbout = errors.New("it is not said yet what the claim is about")
	// ErrMixed says that post-quantum and classic recipients were given together,
	// which age refuses: the file would be as weak as its weakest recipient.
	ErrMixed = errors.New("recipients age1pq1… and age1… can't be mixed: give all of one sort")
	// ErrRecipient says that a recipient is not an age public key.
	ErrRecipient = errors.New("not an age recipient (age1… or age1pq1…)")
	// ErrSecretKey says that a secret key was given where a public one belongs.
	ErrSecretKey = errors.New("this is a secret key; give the public key that goes with it (age1…), and keep the secret one off this machine")
	// ErrIdentity says that the identity file can't be read as one.
	ErrIdentity = errors.New("not an age identity file (a line AGE-SECRET-KEY-1…); one locked with a passphrase is first unlocked with age -d")
	// ErrWrongIdentity says that the identity opens none of the claim's members.
	ErrWrongIdentity = errors.New("this identity opens no member of the claim")
	// ErrChanged says that a member's ciphertext is not the one its receipt speaks of.
	ErrChanged = errors.New("the encrypted file differs from the digest noted when it was received")
)

// MemberError names the member whose files can't be used.
type MemberError struct {
	File string // its folder, or the strange file found between the members
	Err  error
}

func (e *MemberError) Error() string { return fmt.Sprintf("member %s: %v", e.File, e.Err) }

// Unwrap gives the cause.
func (e *MemberError) Unwrap() error { return e.Err }

// Fault is what is wrong with a field of a member.
type Fault string

// The faults. Those with a %s in FaultText say in FieldError.Want what goes there.
const (
	FaultSyntax     Fault = "syntax"
	FaultUTF8       Fault = "utf8"
	FaultTooBig     Fault = "too_big"
	FaultTooDeep    Fault = "too_deep"
	FaultUnknown    Fault = "unknown"
	FaultTwice      Fault = "twice"
	FaultRequired   Fault = "required"
	FaultBoth       Fault = "both"
	FaultNeeded     Fault = "needed"
	FaultID         Fault = "id"
	FaultCriterion  Fault = "criterion"
	FaultNotText    Fault = "not_text"
	FaultNotList    Fault = "not_list"
	FaultNotObject  Fault = "not_object"
	FaultNotBoolean Fault = "not_boolean"
	FaultNotInteger Fault = "not_integer"
	FaultNumber     Fault = "number"
	FaultEmpty      Fault = "empty"
	FaultTooLong    Fault = "too_long"
	FaultTooMany    Fault = "too_many"
	FaultCharacter  Fault = "character"
	FaultChoice     Fault = "choice"
	FaultAmount     Fault = "amount"
	FaultPercent    Fault = "percent"
	FaultDate       Fault = "date"
	FaultWhen       Fault = "when"
	FaultDigest     Fault = "digest"
	FaultCurrency   Fault = "currency"
	FaultCountry    Fault = "country"
	FaultLanguage   Fault = "language"
	FaultEmail      Fault = "email"
	FaultIP         Fault = "ip"
)

// FaultText has every fault in English, hint included.
var FaultText = map[Fault]string{
	FaultSyntax:     "not valid JSON near line %s: is a comma, quote or bracket missing, or one too many?",
	FaultUTF8:       "not UTF-8 text: save the file as UTF-8",
	FaultTooBig:     "larger than %s bytes",
	FaultTooDeep:    "nested deeper than %s levels",
	FaultUnknown:    "no such field",
	FaultTwice:      "given twice",
	FaultRequired:   "missing: it is the one field that every member must have",
	FaultBoth:       "missing in one language: it is said in both, fr and en",
	FaultNeeded:     "missing",
	FaultID:         "not an id: lower-case letters, digits and _, a letter first, 64 at most",
	FaultCriterion:  "must have exactly one of is, only and not, with at least one word",
	FaultNotText:    "must be text in quotes",
	FaultNotList:    "must be a list, [ … ]",
	FaultNotObject:  "must be an object, { … }",
	FaultNotBoolean: "must be true or false",
	FaultNotInteger: "must be a whole number from %s, without quotes",
	FaultNumber:     "is a number without quotes: write it as text, such as \"25500.00\"",
	FaultEmpty:      "is empty: leave it out of the list",
	FaultTooLong:    "longer than %s characters",
	FaultTooMany:    "more than %s items",
	FaultCharacter:  "holds the invisible, damaged or control character %s: type the text again",
	FaultChoice:     "not one of %s",
	FaultAmount:     "not an amount: write digits and a point, such as \"25500.00\", without spaces, commas, sign or currency",
	FaultPercent:    "not a share in percent from \"0\" to \"100\", such as \"87.5\"",
	FaultDate:       "not a date such as \"2021-08-29\"",
	FaultWhen:       "not a date or time such as \"2021-08-29\" or \"2021-08-29T04:10:00-04:00\"",
	FaultDigest:     "not a SHA-256 digest: 64 hexadecimal digits in lower case, as sha256sum prints them",
	FaultCurrency:   "not a currency code such as \"CAD\" or \"EUR\"",
	FaultCountry:    "not a country code of two capital letters, such as \"CA\" or \"FR\"",
	FaultLanguage:   "not a language code such as \"fr\" or \"en-CA\"",
	FaultEmail:      "not an e-mail address",
	FaultIP:         "not an IP address",
}

// FieldError says which field of a member is wrong, and how. It never holds the
// field's value, which may be personal.
type FieldError struct {
	Field string // as "damage[0].amount"; "" for the file as a whole
	Fault Fault
	Want  string // what FaultText's %s stands for
	Near  string // what was probably meant, or ""
}

func (e *FieldError) Error() string { return e.Say(FaultText, "%s: %s", "; did you mean %q?") }

// Say builds the message from texts of any language: field is the form of
// "FIELD: what is wrong", near the question added when there is a likely spelling.
func (e *FieldError) Say(texts map[Fault]string, field, near string) string {
	s := texts[e.Fault]
	if e.Want != "" {
		s = fmt.Sprintf(s, e.Want)
	}
	if e.Field != "" {
		s = fmt.Sprintf(field, e.Field, s)
	}
	if e.Near != "" {
		s += fmt.Sprintf(near, e.Near)
	}
	return s
}
