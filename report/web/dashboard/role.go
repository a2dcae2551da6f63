package dashboard

import "slices"

// A Role is what somebody may see and do.
//
//   - operator: all of it, the configuration too;
//   - counsel: how things stand, the figures of the register, and files to take away;
//   - expert: how things stand and how to verify it, and nothing to take away.
type Role string

// The roles.
const (
	Operator Role = "operator"
	Counsel  Role = "counsel"
	Expert   Role = "expert"
)

// Roles lists them.
var Roles = []Role{Operator, Counsel, Expert}

// Known says whether r is one of them.
func (r Role) Known() bool { return slices.Contains(Roles, r) }

// A right is what a page or an act asks of a role.
type right int

const (
	toSee       right = iota // how things stand
	toQuestion               // how a target is asked
	toRegister               // the figures of the register
	toTake                   // files
	toConfigure              // the configuration
)

// mayOf are the rights of each role.
var mayOf = map[Role][]right{
	Operator: {toSee, toQuestion, toRegister, toTake, toConfigure},
	Counsel:  {toSee, toRegister, toTake},
	Expert:   {toSee, toQuestion},
}

func (r Role) may(what right) bool { return slices.Contains(mayOf[r], what) }
