package forum

// A Fact is a sort of figure that bears on criteria, or speaks against one.
type Fact string

// What can bear on a criterion.
const (
	Counted    Fact = "counted"    // members, sites and vantages
	Events     Fact = "event"      // onset and end of each
	Shares     Fact = "share"      // failing in the minute that is compared
	Chance     Fact = "chance"     // the exact test
	Standing   Fact = "standing"   // an event without doubt by the method
	Questions  Fact = "question"   // a row of the matrix of common questions
	Groups     Fact = "group"      // sites alike by their signs
	Subgroups  Fact = "subgroup"   // with durations and losses
	Sheets     Fact = "sheet"      // a member put forward, beside the others
	Registered Fact = "registered" // members of the register, and complete files
	Kinds      Fact = "kinds"      // of members, as the register has them
	Places     Fact = "places"     // where they are
	Amounts    Fact = "amount"     // claimed, in one currency
)

// What can speak against one.
const (
	Silent        Fact = "silent"         // a question on which no fact bears
	Doubts        Fact = "doubt"          // of an event
	OthersFailing Fact = "others-failing" // sites kept elsewhere failed in the same minute
	NotKnown      Fact = "not-known"      // sites whose state is not known in that minute
	Apart         Fact = "apart"          // sites without a part in an event, and why
	OutOfEvents   Fact = "out-of-events"  // members of whom no site has a part in any
	ManyEvents    Fact = "many-events"
	ManyGroups    Fact = "many-groups"
	Lone          Fact = "lone" // outages of single sites
	Durations     Fact = "durations"
	SomeLost      Fact = "some-lost" // some members lost something, and others did not
	Disputed      Fact = "disputed"
	Shared        Fact = "shared"    // sites that several members have
	SameHost      Fact = "same-host" // sites under one host name
	Untold        Fact = "untold"    // sites on neither side
	LeftOut       Fact = "left-out"
	NotTaken      Fact = "not-taken" // sites that bundles show, and that the list does not take
	Reviews       Fact = "review"    // outages at which a person must look
	NoPolicy      Fact = "no-policy"
	Origin        Fact = "origin"        // the records don't tell the cause
	SelfSelected  Fact = "self-selected" // members are those who handed in a bundle
	Undocumented  Fact = "undocumented"  // amounts without vouchers
	SheetApart    Fact = "sheet-apart"   // the member put forward differs
	SheetShared   Fact = "sheet-shared"
)

// A Gap is something that a criterion needs and that neither the records nor the
// register give.
type Gap string

// The gaps. The first ones are told only where they are there.
const (
	NoEvent          Gap = "no-event"
	NoStatement      Gap = "no-statement"
	NoRegister       Gap = "no-register"
	Incomplete       Gap = "incomplete"
	NoRepresentative Gap = "no-representative"

	Contracts   Gap = "contracts"
	Promises    Gap = "promises"
	Fault       Gap = "fault"
	Causation   Gap = "causation"
	Caps        Gap = "caps"
	Customers   Gap = "customers"
	Effort      Gap = "effort"
	Capacity    Gap = "capacity"
	Conflicts   Gap = "conflicts"
	Mandate     Gap = "mandate"
	Definition  Gap = "definition"
	Residence   Gap = "residence"
	Association Gap = "association"
	Size        Gap = "size"
	Defenses    Gap = "defenses"
	Law         Gap = "law"
	Waivers     Gap = "waivers"
	OtherSuits  Gap = "other-suits"
	Assignments Gap = "assignments"
	Terms       Gap = "terms"
)
