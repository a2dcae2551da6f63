package lang

// Verify is the chapter that lets a stranger check everything alone.
type Verify struct {
	Intro string
	Steps []Step
	Need  string
}

// A Step is one thing to do: why, and the commands. In these, FILES stands for
// the evidence files, ONE for the first of them, REST for the options with
// which this report was made, LOG, LEAF and ITEM for a citation, FILE for what
// the reader names.
type Step struct {
	Text     string
	Commands []string
}

var verifyFrench = Verify{
	Intro: "Nul besoin de croire l’auteur de ce rapport. Avec les fichiers de preuve, des outils ordinaires et les programmes constat et constat-verify, chacun peut refaire les vérifications suivantes, sans réseau.",
	Need:  "Les noms de fichiers sont ceux de la page de garde\u00a0; FILE est le fichier de politique, que le lecteur écrit lui-même (format c2sp.org/tlog-policy).",
	Steps: []Step{
		{"Comparez l’empreinte de chaque fichier de preuve à celle de la page de garde.", []string{"sha256sum FILES"}},
		{"Ouvrez le fichier de preuve et vérifiez son manifeste (BagIt, RFC 8493). Chaque ligne doit se terminer par OK, ou par «\u00a0Réussi\u00a0» selon la langue du système. Les fichiers d’autres points d’observation, s’il y en a, se trouvent entiers dans data/bundles et s’ouvrent de la même façon.", []string{
			"unzip -d bundle ONE",
			"(cd bundle && sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt)",
		}},
		{"Comparez les clés de l’annexe B à celles que vous tenez d’une autre source\u00a0: l’exploitant qui les lit au téléphone, un notaire chez qui elles sont déposées, un acte antérieur. Une clé contenue dans le fichier de preuve ne prouve rien à elle seule\u00a0; cette comparaison établit qui a signé.", nil},
		{"Inscrivez ces clés dans un fichier de politique, et faites vérifier signatures, chaînage, complétude et observations. Le programme dit ligne par ligne ce qui est prouvé. Son code de retour est 0 si tout ce que demande la politique est prouvé, 1 si un fichier a été altéré, 2 si un point n’a pas pu être vérifié.", []string{
			"constat-verify --policy FILE FILES",
		}},
		{"Retrouvez une preuve citée\u00a0: «\u00a0LOG nº\u00a0LEAF.ITEM\u00a0» désigne, dans le journal LOG, la feuille LEAF et en elle l’observation ITEM, toutes deux comptées à partir de zéro. Une citation sans point désigne une feuille entière, comme celle d’un contenu conservé. Le fichier data/observations.csv donne les observations sous forme lisible.", []string{
			"grep -E ',LEAF,ITEM.?$' bundle/data/observations.csv",
		}},
		{"Refaites ce rapport avec la même version du programme, la même politique et la même méthode (chapitre 5), et sortez les fichiers qui y sont joints. Un document refait à l’identique a la même empreinte que celui-ci.", []string{
			"constat report FILES -o rapport.pdf --lang fr REST",
			"pdfdetach -saveall rapport.pdf",
		}},
	},
}

var verifyEnglish = Verify{
	Intro: "There is no need to believe the author of this report. With the evidence files, ordinary tools and the programs constat and constat-verify, anyone can repeat the following checks, without a network.",
	Need:  "The file names are those of the cover; FILE is the policy file, which the reader writes (format c2sp.org/tlog-policy).",
	Steps: []Step{
		{"Compare the digest of each evidence file with the one on the cover.", []string{"sha256sum FILES"}},
		{"Open the evidence file and check its manifest (BagIt, RFC 8493). Each line must end in OK. The files of other vantages, if there are any, lie whole in data/bundles and open in the same way.", []string{
			"unzip -d bundle ONE",
			"(cd bundle && sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt)",
		}},
		{"Compare the keys in annex B with those you have from another source: the operator who reads them out on the telephone, a notary with whom they are deposited, an earlier deed. A key contained in the evidence file proves nothing by itself; this comparison establishes who signed.", nil},
		{"Enter these keys in a policy file, and have signatures, chaining, completeness and observations checked. The program says line by line what is proven. Its exit status is 0 if all that the policy asks for is proven, 1 if a file has been altered, 2 if a point could not be checked.", []string{
			"constat-verify --policy FILE FILES",
		}},
		{"Find a citation again: “LOG no. LEAF.ITEM” stands for leaf LEAF of log LOG and, within it, observation ITEM, both counted from zero. A citation without a point stands for a whole leaf, such as that of a content kept. The file data/observations.csv gives the observations in readable form.", []string{
			"grep -E ',LEAF,ITEM.?$' bundle/data/observations.csv",
		}},
		{"Make this report again with the same version of the program, the same policy and the same method (chapter 5), and take out the files attached to it. A document made identically has the same digest as this one.", []string{
			"constat report FILES -o report.pdf --lang en REST",
			"pdfdetach -saveall report.pdf",
		}},
	},
}
