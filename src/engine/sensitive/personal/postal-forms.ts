// Addresses that are known by their own form: scripts without capitals, and countries whose addresses name a quarter, a block
// or a house where others name a street and its number. Every quantifier is bounded; a form is tried where its literal is.

interface PostalForm {
  /** The form is tried when this is in the text. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
}

const HAN = '\\u4e00-\\u9fff';
const KANA = '\\u3040-\\u30ff';

export const POSTAL_FORMS: readonly PostalForm[] = [
  {
    // Japan: by the sign of its post or by prefecture, or a city with its ward.
    needs: /[都道府県市〒]/,
    pattern: new RegExp(
      `(?:〒 ?\\d{3}-?\\d{4}[ \\u3000\\n]{0,3}(?:[${HAN}]{2,4}[都道府県])?|東京都|北海道|(?:京都|大阪)府|[${HAN}]{2,3}県|[${HAN}]{1,4}市[${HAN}]{1,4}区)[${KANA}${HAN}ーヶ々]{2,24}[\\d０-９一二三四五六七八九十]{1,4}(?:丁目|番地?|号|[-－ー−‐][\\d０-９]{1,4}|[\\d０-９]){0,8}(?:[ \\u3000]?[${KANA}${HAN}ー]{2,16}[ \\u3000]?\\d{1,4}号?室?)?`,
      'gu',
    ),
  },
  {
    // China, Taiwan.
    needs: /[路街道巷弄村]/,
    pattern: new RegExp(
      `(?:[${HAN}]{2,9}(?:省|市|自治区))?[${HAN}]{1,12}?(?:区|县|市|鎮|镇|區)[${HAN}\\d]{1,16}?(?:路|街|道|巷|大道|胡同|段|弄|村)[\\d一二三四五六七八九十]{1,5}[号號弄巷段][${HAN}\\d\\-A-Za-z]{0,20}`,
      'gu',
    ),
  },
  {
    // Korea: by road, or by quarter and lot.
    needs: /[시군구] /,
    pattern:
      /(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|충청|전북|전남|전라|경북|경남|경상|제주)[가-힣]{0,6}|[가-힣]{1,6}시)(?: [가-힣]{1,10}(?:시|군|구|읍|면|동)){1,4} (?:[가-힣\d]{1,14}(?:로|길|대로) ?\d{1,4}(?:-\d{1,4})?|[가-힣]{1,8}(?:동|리) \d{1,4}(?:-\d{1,4})?|(?<=동 )\d{1,4}-\d{1,4})(?:[, ]{1,2}[가-힣\d]{1,12}(?:동|호|층)){0,3}/gu,
  },
  {
    needs: /หมู่|ม\.|ซอย|ซ\.|ถนน|ถ\.|ตำบล|แขวง/,
    pattern:
      /(?<!\d)\d{1,4}(?:\/\d{1,4})? ?(?:หมู่|ม\.|ซอย|ซ\.|ถนน|ถ\.|อาคาร|คอนโด)[\u0e00-\u0e7f\d ./-]{4,110}?(?:\d{5}(?!\d)|(?:จังหวัด|จ\.) ?[\u0e00-\u0e7f]{3,20}|กรุงเทพ[\u0e00-\u0e7f]{0,10})/gu,
  },
  {
    // The subcontinent: a house, then whatever tells it apart, then six digits.
    needs: /\d{3} ?\d{3}/,
    pattern:
      /(?<![\p{L}\d])(?:(?:No|H\.? ?No|House No|House|Flat|Flat No|Plot|Plot No|Door No|D\.? ?No|Shop)[. :#]{0,3}\d{1,5}[\w/-]{0,8}|#\d{1,4}[\w/-]{0,6}|(?:मकान|घर|फ्लैट|प्लॉट|म\.? ?न\.?|वार्ड)[^\n।\d]{0,12}\d{1,4}[\w/-]{0,6})[, ][^\n।]{3,60}?,[^\n।]{3,60}?\p{L}\)?[ ,–-]{1,3}[1-9]\d{2} ?\d{3}(?!\d)/giu,
  },
  {
    needs: /मकान|घर|गली|नगर|कॉलोनी/,
    pattern:
      /(?:मकान|घर|फ्लैट|प्लॉट)[^\n।\d]{0,12}\d{1,4}[^\n।]{4,80}?(?:नगर|कॉलोनी|विहार|रोड|मार्ग|दिल्ली|मुंबई|लखनऊ|जयपुर)/gu,
  },
  {
    needs: /Quận|Q\. ?\d|quận|huyện|Huyện|TP\.|Thành phố|phố |đường |Đường /,
    pattern:
      /(?<![\p{L}\d])(?:số (?:nhà )?)?\d{1,4}[A-Z]?(?:\/\d{1,4}){0,3} (?:(?:ngõ|ngách|hẻm|đường|phố|Đường) [^\n,]{1,30},? ?)?\p{Lu}?[\p{L}\d ]{3,36},? ?(?:(?:Phường|phường|P\.|xã|Xã) ?[^\n,]{1,18}, ?)?(?:Quận|quận|Q\.|huyện|Huyện|thị xã|TP\.?|Thành phố|thành phố) ?[\p{L}\d ]{1,18}(?:, ?(?:TP\.? ?|Thành phố )?\p{Lu}[\p{L} ]{1,16})?/gu,
  },
  {
    needs: /(?:Mah|Sok|Cad)(?:ak|ağı|desi|de|allesi|\.)|Bulvarı/,
    pattern:
      /\p{Lu}[\p{L}\d]{1,20}(?: \p{Lu}[\p{L}]{1,20}){0,2} (?:Mah(?:allesi|\.)?,? )?[\p{L}\d. ]{2,40}?(?:Sok(?:ak|ağı|\.)?|Cad(?:desi|de|\.)?|Bulvarı|Blv\.?|Yolu)[ ,]{1,2}(?:No|no|Apt)[:. ]{1,3}\d{1,4}[\p{L}\d/:. ]{0,24}?(?:[ ,]{1,2}\d{5})?(?:[ ,]{0,2}\p{Lu}\p{L}{2,20}(?: ?\/ ?\p{Lu}\p{L}{2,20})?)?(?![\p{L}\d])/gu,
  },
  {
    // A house by its name, with a British code.
    needs: /[A-Z]\d[A-Z\d]? ?\d[A-Z]{2}/,
    pattern:
      /(?<![\p{L}])(?:\p{Lu}[\p{L}'’]{1,20} ){1,3}(?:Cottage|House|Farm|Farmhouse|Lodge|Barn|Hall|Villa|Manor|Mill|Croft|Rectory|Vicarage|Flat|Bungalow),\s[^\n]{3,80}?[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Z\d])/gu,
  },
  {
    needs: /Brgy|Barangay/,
    pattern:
      /(?<![\p{L}\d])(?:(?:Blk|Block|Lot|Unit|B\d{1,3})\.? ?\d{0,4},? ?(?:Lot|L) ?\d{1,4}|\d{1,5}),? [^\n]{3,60}?(?:Brgy\.?|Barangay) [^\n,]{2,24}(?:, ?\p{Lu}[\p{L} ]{2,20}){0,2}/gu,
  },
  {
    // Persia and Arabia: a street, then the house.
    needs: /خیابان|بلوار|کوچه|شارع|طريق|حي /,
    pattern:
      /(?:[\u0600-\u06ff]{2,12}، ?)?(?:خیابان|بلوار|کوچه|شارع|طريق) [\u0600-\u06ff، ]{2,60}?(?:پلاک|واحد|مبنى|منزل|فيلا|عمارة|شقة|بناية|رقم) ?[\d۰-۹٠-٩]{1,5}(?:، ?(?!جوال|هاتف|موبايل|موبایل|تلفن|رقم الج|لطفا)(?:[\u0600-\u06ff]{2,14} ?){1,3}(?:[\d۰-۹٠-٩]{1,6})?){0,4}/gu,
  },
];

/** Parts of a house between its number and the town: staircase, block, floor, flat. */
export const UNITS =
  /^(?:,? ?(?:bl|sc|et|ap|int|interno|scala|esc|escalera|pta|puerta|piso|dto|depto|of|blok|vchod|byt|stiege|top|whg|apt|apartment|unit|suite|ste|flat|floor|fl|korp|корп|корпус|под|подъезд|эт|этаж|кв|квартира|стр|оф|офис|секція|під'їзд|kat|daire|d|em|emelet|ajtó|stan|kat|lgh|tr|opg|bât|bâtiment|app|appt|appartement|étage|bus|bte|andar|apto|bloco|torre|casa|lote|qd|lok|m)[.:]{0,2} ?[\w\u0400-\u04ff/-]{1,5}(?![\p{L}\d])){1,5}/iu;
