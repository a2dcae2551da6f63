package lang

// Verify is the chapter that lets a stranger check everything alone.
type Verify struct {
	Intro string
	Steps []Step
	Need  string
}

// A Step is one thing to do: why, and the commands. In these, FILES stands for
// the evidence files, ONE for the first of them, LOG, LEAF and ITEM for a
// citation, METHOD for the chapter on it, FILE for what the reader names.
type Step struct {
	Text     string
	Commands []string
}

var verifyFrench = Verify{
	Intro: "Nul besoin de croire l’auteur de ce rapport. Avec les fichiers de preuve, des outils ordinaires et les programmes constat et constat-verify, chacun peut refaire les vérifications suivantes, sans réseau.",
	Need:  "Les noms de fichiers sont ceux de la page de garde\u00a0; FILE est le fichier de politique, que le lecteur écrit lui-même (format c2sp.org/tlog-policy).",
	Steps: []Step{
		{"Comparez l’empreinte de chaque fichier de preuve à celle de la page de garde.", []string{"sha256sum FILES"}},
		{"Ouvrez le fichier de preuve et vérifiez son manifeste (BagIt, RFC 8493). Chaque ligne doit se terminer par OK, ou par «\u00a0Réussi\u00a0» selon la langue du système. Les fichiers d’autres points d’observation, s’il y en a, se trouvent entiers dans data/bundles et s’ouvrent de la même façon. Le guide bundle/data/README.txt mène la suite à la main, avec des outils ordinaires, sans nos programmes.", []string{
			"unzip -d bundle ONE",
			"(cd bundle && sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt)",
		}},
		{"Comparez les clés de l’annexe B à celles que vous tenez d’une autre source\u00a0: l’exploitant qui les lit au téléphone, un notaire chez qui elles sont déposées, un acte antérieur. Une clé contenue dans le fichier de preuve ne prouve rien à elle seule\u00a0; cette comparaison établit qui a signé.", nil},
		{"Inscrivez ces clés dans un fichier de politique, et faites vérifier signatures, chaînage, complétude et observations. Le programme dit ligne par ligne ce qui est prouvé. Son code de retour est 0 si tout ce que demande la politique est prouvé, 1 si un fichier a été altéré, 2 si un point n’a pas pu être vérifié.", []string{
			"constat-verify --policy FILE FILES",
		}},
		{"Retrouvez une preuve citée\u00a0: «\u00a0LOG nº\u00a0LEAF.ITEM\u00a0» désigne, dans le journal LOG, la feuille LEAF et en elle l’observation ITEM, toutes deux comptées à partir de zéro. Une citation sans point désigne une feuille entière, comme celle d’un contenu conservé. Le fichier data/observations.csv donne les observations sous forme lisible\u00a0; constat-verify et le guide data/README.txt le refont à partir des entrées du journal, et le comparent.", []string{
			"grep -E ',LEAF,ITEM(,[^,]*,[0-9a-f]{64})?.?$' bundle/data/observations.csv",
		}},
		{"Sortez les fichiers joints à ce document, et refaites-le avec la même version du programme. Le fichier report.json porte tout ce dont le rapport dépend en plus des preuves\u00a0: langue, papier, fuseau, date, politique et, s’il y en a, les contrats et leurs règles, un catalogue et une méthode (METHOD) autres que ceux du programme. Ce sont des textes que chacun peut lire. Un document refait à l’identique est, octet pour octet, le début de celui-ci\u00a0; ce qui suit, s’il y a une suite, ce sont des signatures.", []string{
			"pdfdetach -saveall rapport.pdf",
			"constat report FILES --recipe report.json -o refait.pdf",
			`cmp -n "$(wc -c < refait.pdf)" refait.pdf rapport.pdf`,
		}},
		{"Si ce document est signé, la signature lui a été ajoutée et s’étend sur tout le fichier. Elle dit quelle clé a signé le fichier tel qu’il est et, si une autorité l’a horodatée, au plus tard à quel moment. Elle ne dit rien de l’exactitude de ce qui est écrit ici. Un certificat que le signataire s’est fait lui-même n’identifie personne, et pdfsig n’en connaît pas l’émetteur\u00a0: comparez l’empreinte de ce certificat à celle que le signataire donne par une autre voie. Son nom n’est pas inscrit sur ces pages, car le même rapport peut être signé par d’autres.", []string{
			"pdfsig rapport.pdf",
		}},
		{"Faites vérifier le tout d’un seul coup\u00a0: la signature, son horodatage, les fichiers de preuve joints, et que ces fichiers redonnent ce rapport octet pour octet. Ce avec quoi il a été fait y est joint sous le nom report.json. Les fichiers de preuve qui n’y seraient pas joints se donnent à la suite, et le certificat du signataire par --certificate s’il n’est pas dans la politique.", []string{
			"constat verify rapport.pdf --policy FILE",
		}},
	},
}

var verifyEnglish = Verify{
	Intro: "There is no need to believe the author of this report. With the evidence files, ordinary tools and the programs constat and constat-verify, anyone can repeat the following checks, without a network.",
	Need:  "The file names are those of the cover; FILE is the policy file, which the reader writes (format c2sp.org/tlog-policy).",
	Steps: []Step{
		{"Compare the digest of each evidence file with the one on the cover.", []string{"sha256sum FILES"}},
		{"Open the evidence file and check its manifest (BagIt, RFC 8493). Each line must end in OK. The files of other vantages, if there are any, lie whole in data/bundles and open in the same way. The guide bundle/data/README.txt leads through the rest by hand, with ordinary tools, without our programs.", []string{
			"unzip -d bundle ONE",
			"(cd bundle && sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt)",
		}},
		{"Compare the keys in annex B with those you have from another source: the operator who reads them out on the telephone, a notary with whom they are deposited, an earlier deed. A key contained in the evidence file proves nothing by itself; this comparison establishes who signed.", nil},
		{"Enter these keys in a policy file, and have signatures, chaining, completeness and observations checked. The program says line by line what is proven. Its exit status is 0 if all that the policy asks for is proven, 1 if a file has been altered, 2 if a point could not be checked.", []string{
			"constat-verify --policy FILE FILES",
		}},
		{"Find a citation again: “LOG no. LEAF.ITEM” stands for leaf LEAF of log LOG and, within it, observation ITEM, both counted from zero. A citation without a point stands for a whole leaf, such as that of a content kept. The file data/observations.csv gives the observations in readable form; constat-verify and the guide data/README.txt make it anew from the entries of the log, and compare it.", []string{
			"grep -E ',LEAF,ITEM(,[^,]*,[0-9a-f]{64})?.?$' bundle/data/observations.csv",
		}},
		{"Take out the files attached to this document, and make it again with the same version of the program. The file report.json holds all that the report depends on beside the evidence: language, paper, time zone, date, policy and, where there are any, the contracts with their rules, and a catalogue and a method (METHOD) other than those built in. These are texts that anyone can read. A document made identically is, byte for byte, the beginning of this one; what follows it, if anything does, are signatures.", []string{
			"pdfdetach -saveall report.pdf",
			"constat report FILES --recipe report.json -o again.pdf",
			`cmp -n "$(wc -c < again.pdf)" again.pdf report.pdf`,
		}},
		{"If this document is signed, the signature was added to it and covers the whole file. It says which key signed the file as it is and, if an authority stamped it, at what moment at the latest. It says nothing of whether what is written here is accurate. A certificate that signers made for themselves identifies nobody, and pdfsig does not know its issuer: compare the digest of that certificate with the one that the signer gives by another way. The signer’s name is not on these pages, because the same report can be signed by others.", []string{
			"pdfsig report.pdf",
		}},
		{"Have all of it checked at once: the signature, its time stamp, the evidence files attached, and that these files give this report again byte for byte. What it was made with is attached to it under the name report.json. Evidence files that may not be attached are given after it, and the signer’s certificate with --certificate if it is not in the policy.", []string{
			"constat verify report.pdf --policy FILE",
		}},
	},
}
