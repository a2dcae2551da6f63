// Package breach is what a loss of personal data obliges the harmed to tell, to whom and by when.
//
// [Parse] reads what only people can say: who is responsible for the data, when
// they became aware, how many people are concerned, what was done ([File]).
// [Notices] sets beside it what a verified dossier shows, and gives one [Notice]
// per controller and document: which fields the law asks for, what is said for
// each, what is missing, which clock runs. FORMAT.md beside this file describes
// the file that is read and the JSON that is written.
//
// One incident of a supplier is the incident of each of its customers. Each has
// its own clock, number of people and register, and no document of one holds
// anything of another.
//
// Nothing is made up: a field that nobody filled in is listed as missing. What
// happened and when it was seen come from the evidence where there is one, as
// brackets and never as points; that somebody became aware is a person's word,
// and is said to be so unless a note in the log bears it out. Whether a duty
// exists is for the controller and their counsel to decide, not for this package.
package breach

import (
	"time"

	"constat/store/record"
)

// Schema names the form of the file that is read, NoticeSchema that of what is
// written.
const (
	Schema       = "constat-breach/1"
	NoticeSchema = "constat-breach-notice/1"
)

// A File is what people declare of one incident.
type File struct {
	ID          string // of the incident, as its documents name it
	Supplier    string // who kept the data for the controllers; "" where nobody did
	Zone        string
	Shown       Shown
	Holidays    []string   // public ones, besides Saturdays and Sundays
	Processor   *Processor // who keeps them for the controllers and tells them; nil where nobody does
	Controllers []Controller
	Digest      record.Hash
}

// Shown says which part of the dossier the incident is.
type Shown struct {
	From, To record.Instant // the zero values leave the ends open
	Targets  []string       // by name, site or id
}

// A Controller is who answers for the data of its people: whose clock it is.
type Controller struct {
	ID          string // of its folder: letters, digits and dashes
	Name        string
	Number      string // of the enterprise: in Quebec its NEQ
	Zone        *time.Location
	Contact     Contact
	Authorities []string // whom it must tell: see Regimes
	Authority   string   // name of the one of the GDPR, where it is not the CNIL
	Targets     []string
	Aware       Aware
	People      Count
	Residents   Count // of Quebec
	Records     Count
	Late        string   // reasons of a delay
	Abroad      []string // other authorities that were told
	ToPeople    ToPeople
	Filed       []Filed
	Facts
}

// A Contact is the person to ask.
type Contact struct{ Name, Role, Email, Phone, Address string }

// Facts can be said once for all controllers. A controller's own take the place
// of what is common, key by key.
type Facts struct {
	Nature        []string // confidentiality, integrity, availability
	Circumstances string
	Cause         string
	Occurred      Stretch
	Ongoing       bool
	Detected      Word
	Told          []Told
	Data          []string // categories
	DataUnknown   string   // why they cannot be described
	People        []string // categories
	Consequences  []string
	Risk          Risk
	Taken         []string
	Planned       []string
	Advice        []string // what people can do
	Stop          *Stop
}

// A Stretch is when something went on, as it is declared.
type Stretch struct {
	From, To    record.Instant // To is 0 where it is not known
	Known       bool
	Approximate bool
	Source      string // by whom it is known
}

// A Word is a person's word about an instant.
type Word struct {
	At     record.Instant
	Day    bool // only the day is told: At is its first instant
	Known  bool
	By     string
	Source string
}

// Aware is when, by whose word, the controller knew.
type Aware struct {
	Word
	How  string
	Note string // the exact text of a note in the log that says so
}

// Told is that one told another of the incident.
type Told struct {
	At       record.Instant
	By, To   string // supplier, processor, controller, authority, people, or a name
	How      string
	Evidence string      // what shows it
	SHA256   record.Hash // of that
	Note     string
}

// A Count is a number of people or records. Number is negative where nobody
// said it.
type Count struct {
	Number      int
	Approximate bool
	Unknown     string // why it is not known
}

// Risk is what the controller makes of it.
type Risk struct {
	Level       string // "", unlikely, likely, high
	Serious     string // Quebec's risk of serious injury: "", yes, no
	Why         string
	Sensitivity string
	Use         string // that can be feared
	Likelihood  string
}

// ToPeople is how the people concerned are told.
type ToPeople struct {
	How    string
	On     []string // days on which they were
	Expect string   // by when they will be
	Not    string   // why they are not
	Public string   // why by a public notice
}

// Filed is a notice that was sent.
type Filed struct {
	To    string // a regime, or "people"
	Phase string // initial, complementary
	At    record.Instant
	Day   bool // only the day is told: At is its last instant
	Ref   string
}

// A Stop is a service closed on purpose. What it cost follows from the
// incident; it is no breakdown.
type Stop struct {
	From, To record.Instant // To is 0 while it lasts
	Order    string         // who ordered it
	Ordered  record.Instant // when; 0 where it is not known
	How      string
	Why      string
	SHA256   record.Hash // of the order's text, as it was kept
	Text     string      // the name of that file
}
