package surety.pseudonym;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// Words that are known without knowing any name: parts of firms' names that are not the name,
/// titles,
/// particles, and ordinary words that some names look like.
final class NameWords {
  /// Legal forms, without dots and in lower case.
  private static final Set<String> LEGAL =
      words(
          """
          gmbh mbh ggmbh gesmbh ag kg kgaa ohg gbr ug ek eg ev se scs mbb partg partgmbb sce
          haftungsbeschränkt aktiengesellschaft kommanditgesellschaft
          inc incorporated corp corporation co company cos llc llp lllp lp pllc pc ltd limited plc cic
          pty pte pvt private bhd sdn pa na
          sa sas sasu sarl eurl snc scop sca scrl srl srls spa sapa sl slu sll sau slne sc cv rl de
          bv nv vof bvba sprl cvba asbl vzw ab hb kb as asa ans da aps is oy oyj tmi ky hf ehf
          spzoo spz sp zoo z o oo ska sro spol vos doo dd ad dooel eood ood kd kft zrt nyrt bt rt
          oü ou sia uab mb tov ooo oao zao pao ao pjsc ojsc cjsc jsc tbk pt
          ltda eireli me epp lda sgps kk gk yk kabushiki kaisha wll fze fzco fzc dmcc est
          """);

  private static final Set<String> CONNECTORS = words("& + und and et y e i og och");

  /// Words that tell what a firm does or where, not which firm it is.
  private static final Set<String> GENERAL =
      words(
          """
          group gruppe groupe holding holdings consulting consultants beratung services service
          solutions lösungen partners partner international global worldwide systems systeme
          technologies technology technik software logistics logistik industries industrie industrial
          enterprises enterprise ventures capital management media agency agentur bank insurance
          versicherung versicherungen energy energie engineering electronics foods food labs lab
          laboratories studio studios design digital network networks trading handel handels bau werke
          werk söhne sons brothers brüder associates advisors advisory shipping transport transporte
          marketing communications kommunikation health healthcare pharma medical foundation stiftung
          university institute institut verlag publishing press airlines air motors automotive
          maschinenbau metall chemicals chemie immobilien properties estate realty construction
          germany deutschland austria österreich schweiz switzerland france uk usa europe europa america
          americas asia emea dach nordic
          """);

  private static final Set<String> TITLES =
      words(
          """
          mr mrs ms miss mx dr prof professor sir dame lord lady rev hon herr frau hr fr dipl-ing dipl
          ing mag mba msc bsc ma ba phd md jd esq jr sr ii iii iv m mme mlle sig sr sra srta doc mgr
          """);

  private static final Set<String> PARTICLES =
      words(
          """
          von van vom zu zum zur der den de del della dela di da dal das do dos du des la le lo las los
          ter ten te el al bin ibn ben af av y e st saint san santa mac mc
          """);

  /// Local parts that belong to a function and not to a person.
  private static final Set<String> FUNCTIONS =
      words(
          """
          info office contact kontakt mail email hello hallo team sales support admin administrator
          service billing invoice invoices rechnung accounting buchhaltung finance hr jobs career
          careers press presse marketing noreply no-reply postmaster webmaster root help service
          """);

  /// Domains that many share, by their label.
  private static final Set<String> PUBLIC_DOMAINS =
      words(
          """
          gmail googlemail gmx web outlook hotmail live msn yahoo icloud me mac aol proton protonmail
          posteo mailbox t-online freenet example com co org net github gitlab linkedin google
          """);

  private static final Set<String> ORDINARY = resource("ordinary-words.txt");

  private static final int LONGEST_ORDINARY =
      ORDINARY.stream().mapToInt(String::length).max().orElse(0);

  private NameWords() {}

  static boolean isLegal(String word) {
    return LEGAL.contains(plain(word));
  }

  static boolean isConnector(String word) {
    return CONNECTORS.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean isGeneral(String word) {
    return GENERAL.contains(plain(word));
  }

  static boolean isTitle(String word) {
    return TITLES.contains(plain(word));
  }

  static boolean isParticle(String word) {
    return PARTICLES.contains(plain(word));
  }

  static boolean isFunction(String localPart) {
    return FUNCTIONS.contains(localPart.toLowerCase(Locale.ROOT));
  }

  static boolean isPublicDomain(String label) {
    return PUBLIC_DOMAINS.contains(label.toLowerCase(Locale.ROOT));
  }

  /// Whether a word, written plainly, is an ordinary English or German word or acronym.
  static boolean isOrdinary(String word) {
    return word.length() <= LONGEST_ORDINARY && ORDINARY.contains(word.toLowerCase(Locale.ROOT));
  }

  private static String plain(String word) {
    StringBuilder plain = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (letter != '.' && letter != ',' && letter != '(' && letter != ')') {
        plain.append(letter);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.strip().split("\\s+", -1)));
  }

  private static Set<String> resource(String name) {
    try (InputStream in = Objects.requireNonNull(NameWords.class.getResourceAsStream(name))) {
      return words(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
