package probe

import (
	"net/http"
	"slices"
	"strings"

	"constat/store/page"
)

// wallStatuses are those under which walls against robots answer that say so in
// no field: under any other, words prove nothing.
var wallStatuses = []int{http.StatusAccepted, http.StatusForbidden, http.StatusNotFound, http.StatusTooManyRequests, http.StatusServiceUnavailable}

// wallWords are what such walls ask for, whoever makes them, as [page.Words] has it.
var wallWords = []string{
	"checking your browser", "checking if the site connection is secure", "enable javascript and cookies to continue",
	"verify you are human", "verify that you are human", "verifying you are human", "prove you are human", "prove that you are human",
	"confirm you are human", "confirm that you are human", "you are not a robot", "you re not a robot", "robot challenge screen",
	"your request is being verified", "unusual activity from your ip", "unusual traffic from your",
	"enable javascript before you are allowed to see this page",
	"vérification de votre navigateur", "vérifions votre navigateur", "que vous êtes humain", "que vous êtes un humain", "vous n êtes pas un robot",
}

// maxWall is how many words a wall has at most: in a longer page they can be of a
// form or of an article, beside what the server had to say.
const maxWall = 150

// isWall reports whether a page of a status is a wall by its words alone. Where that
// is wrong, a failure counts for less: access was filtered, nobody was down.
func isWall(status int, text []byte) bool {
	if !slices.Contains(wallStatuses, status) {
		return false
	}
	words := page.Words(page.Text("text/html", text[:min(len(text), maxWallText)]))
	if len(words) > maxWall {
		return false
	}
	all := " " + strings.Join(words, " ") + " "
	return slices.ContainsFunc(wallWords, func(w string) bool { return strings.Contains(all, " "+w+" ") })
}

const maxWallText = 64 << 10 // bytes that are looked at
